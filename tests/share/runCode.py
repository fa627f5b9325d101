"""Runs exported programs and says what they compute, as JSON; one process for many, because importing torch takes seconds.

Reads [{"language", "text", "updates": [n, …] or [], "main": bool}, …] from stdin.
"""
import ast
import contextlib
import io
import json
import sys
import warnings

# An overflow or a division by 0 that nobody thought of.
warnings.simplefilter("error", RuntimeWarning)


def numpy_numbers(program, updates):
    theta = program["first_parameters"]()
    x, y = program["TRAINING_X"], program["TRAINING_Y"]
    batch = next(program["mini_batches"]()) if "mini_batches" in program else list(range(len(x)))
    loss, gradient = program["loss_and_gradient"](theta, x[batch], y[batch])
    return {
        "parameters": theta.tolist(),
        "outputs": program["predict"](theta, x).tolist(),
        "loss": float(program["loss_of"](theta, x, y)),
        "batchLoss": float(loss),
        "penalty": float(program["penalty"](theta)) if "penalty" in program else 0,
        "gradient": gradient.tolist(),
        "after": [program["train"](program["first_parameters"](), count).tolist() for count in updates],
    }


def torch_numbers(program, updates):
    program["torch"].set_num_threads(1)

    def listed(parts):
        return [value for part in parts for value in part.detach().flatten().tolist()]

    network = program["first_network"]()
    x, y = program["TRAINING_X"], program["TRAINING_Y"]
    batch = next(program["mini_batches"]()) if "mini_batches" in program else list(range(len(x)))
    stepped = program["train"](program["first_network"](), 1)
    return {
        "parameters": listed(network.parameters()),
        "outputs": program["predict"](network, x).tolist(),
        "loss": program["data_loss"](network, x, y).item(),
        "batchLoss": program["data_loss"](network, x[batch], y[batch]).item(),
        "penalty": program["penalty"](network).item() if "penalty" in program else 0,
        "gradient": listed(parameter.grad for parameter in stepped.parameters()),
        "after": [listed(program["train"](program["first_network"](), count).parameters()) for count in updates],
    }


def unused(text):
    """Names that are given a value and never read."""
    tree = ast.parse(text)
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    read = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    written = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    defined = {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    imported = {alias.asname or alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
    called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    methods = {part.name for node in tree.body if isinstance(node, ast.ClassDef) for part in node.body if isinstance(part, ast.FunctionDef)}
    return sorted((written | defined | imported) - read - {"_"}) + sorted(methods - called - {"__init__", "forward"})


def run(job):
    program = {"__name__": "__main__" if job["main"] else "program"}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(job["text"], job["language"], "exec"), program)
    lines = printed.getvalue().splitlines()
    with contextlib.redirect_stdout(io.StringIO()):
        if not job["updates"]:
            # Only that it runs: at the ends of the ranges most trainings diverge.
            first = "first_parameters" if job["language"] == "numpy" else "first_network"
            program["train"](program[first](), 3)
            return {"lines": lines, "unused": unused(job["text"])}
        numbers = numpy_numbers if job["language"] == "numpy" else torch_numbers
        return {**numbers(program, job["updates"]), "lines": lines, "unused": unused(job["text"])}


json.dump([run(job) for job in json.load(sys.stdin)], sys.stdout)
