"""Runs ONNX files and says what they answer, as JSON; one process for many. Reads [{"model": base64, "input": [[…], …]}, …] from stdin."""
import base64
import json
import sys

import numpy
import onnxruntime

try:
    import onnx
except ImportError:
    onnx = None

onnxruntime.set_default_logger_severity(3)
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
answers = []
for job in json.load(sys.stdin):
    model = base64.b64decode(job["model"])
    if onnx is not None:
        onnx.checker.check_model(model, full_check=True)
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    (prediction,) = session.run(None, {"input": numpy.array(job["input"], dtype=numpy.float32)})
    answers.append({"prediction": prediction.tolist(), "classes": session.get_modelmeta().custom_metadata_map.get("classes")})
json.dump({"answers": answers, "checked": onnx is not None}, sys.stdout)
