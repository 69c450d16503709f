"""Runs networks that torch exports in ONNX Runtime and OpenVINO."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nncf
import numpy as np
import onnxruntime
import openvino
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from bench.beyond.network import Encoder, Shape, Step
from bench.beyond.ways import Ids, Way, cache_shape
from mujaz.catalogue.checkpoint import Checkpoint

nncf.set_log_level("ERROR")
_STEP_INPUTS = ("tokens", "position", "keys", "values", "memory_keys", "memory_values")


class Exported(Way):
    """A way that works on arrays.

    Args:
        name: The name in the table.
        cache: The shape of keys and of values.
        encoder: Runs the encoder on its input.
        step: Runs the decoder's step on its inputs.
    """

    def __init__(
        self, name: str, cache: tuple[int, ...], encoder: Callable[..., Any], step: Callable[..., Any]
    ) -> None:
        self.name = name
        self._encoder, self._step = encoder, step
        self._keys, self._values = np.zeros(cache, np.float32), np.zeros(cache, np.float32)

    def encode(self, sources: Ids) -> None:
        """See `Way`."""
        self._memory = [np.array(one) for one in self._encoder(sources)]

    def step(self, tokens: Ids, position: int) -> Any:
        """See `Way`."""
        scores, keys, values = self._step(*self.inputs(tokens, position))
        self._keys[:, :, :, position] = keys
        self._values[:, :, :, position] = values
        return scores

    def inputs(self, tokens: Ids, position: int) -> tuple[Any, ...]:
        """Return the inputs of the next step."""
        return tokens, np.array([position]), self._keys, self._values, *self._memory


def export(checkpoint: Checkpoint, shape: Shape, folder: Path) -> None:
    """Write `encoder.onnx` and `step.onnx` in float32.

    Args:
        checkpoint: The model.
        shape: The shape of the batch, which is fixed in the files.
        folder: The folder to write into.
    """
    encoder, step = Encoder(checkpoint, shape).eval(), Step(checkpoint, shape).eval()
    sources = torch.zeros(shape.sentences, shape.source_pieces, dtype=torch.int64)
    keys, values = torch.zeros(2, *cache_shape(checkpoint, shape))  # the exporter would merge uses of one tensor
    with torch.no_grad():
        example = (torch.zeros(shape.rows, dtype=torch.int64), torch.tensor([1]), keys, values, *encoder(sources))
        _export(encoder, (sources,), ["sources"], folder / "encoder.onnx")
        _export(step, example, list(_STEP_INPUTS), folder / "step.onnx")


def _export(network: torch.nn.Module, example: tuple[torch.Tensor, ...], names: list[str], path: Path) -> None:
    torch.onnx.export(network, example, path, input_names=names, dynamo=True, external_data=False, verbose=False)


def onnx_runtime(cache: tuple[int, ...], folder: Path, *, int8: bool) -> Exported:
    """Load ONNX Runtime in float32, or with int8 weights and dynamically quantised activations.

    Args:
        cache: The shape of keys and of values.
        folder: The folder of `export`.
        int8: Whether to quantise.
    """
    runs = []
    for network in ("encoder", "step"):
        path = folder / f"{network}.onnx"
        if int8:
            prepared, path = folder / f"{network}.prepared.onnx", folder / f"{network}.int8.onnx"
            quant_pre_process(folder / f"{network}.onnx", prepared, skip_symbolic_shape=True)
            quantize_dynamic(prepared, path, weight_type=QuantType.QInt8, per_channel=True)
        runs.append(_session(path))
    return Exported(f"ONNX Runtime, {'int8' if int8 else 'float32'}", cache, *runs)


def _session(path: Path) -> Callable[..., Any]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    names = [one.name for one in session.get_inputs()]
    return lambda *inputs: session.run(None, dict(zip(names, inputs, strict=True)))


def openvino_float(cache: tuple[int, ...], folder: Path, *, precision: str) -> Exported:
    """Load OpenVINO with a precision hint.

    Args:
        cache: The shape of keys and of values.
        folder: The folder of `export`.
        precision: `bf16` or `f32`.
    """
    networks = [openvino.convert_model(str(folder / f"{network}.onnx")) for network in ("encoder", "step")]
    runs = [_compiled(network, precision) for network in networks]
    return Exported(f"OpenVINO, {precision}", cache, *runs)


def openvino_int8_weights(cache: tuple[int, ...], folder: Path) -> Exported:
    """Load OpenVINO with weights in int8 and sums in bfloat16.

    Args:
        cache: The shape of keys and of values.
        folder: The folder of `export`.
    """
    networks = [openvino.convert_model(str(folder / f"{network}.onnx")) for network in ("encoder", "step")]
    runs = [
        _compiled(nncf.compress_weights(network, mode=nncf.CompressWeightsMode.INT8_SYM), "bf16")
        for network in networks
    ]
    return Exported("OpenVINO, int8 weights", cache, *runs)


def openvino_int8(cache: tuple[int, ...], folder: Path, sources: Ids, forced: Ids) -> Exported:
    """Load OpenVINO with weights and activations in int8, calibrated on the workload itself.

    Args:
        cache: The shape of keys and of values.
        folder: The folder of `export`.
        sources: The input of the encoder.
        forced: `[target pieces, rows]`, the tokens that the decoder is forced to.
    """
    reference = openvino_float(cache, folder, precision="f32")
    reference.encode(sources)

    def steps() -> Iterator[tuple[Any, ...]]:
        for position, tokens in enumerate(forced):
            yield tuple(np.array(one) for one in reference.inputs(tokens, position))
            reference.step(tokens, position)

    runs = []
    for network, examples in (("encoder", [(sources,)]), ("step", list(steps())[::4])):
        model = openvino.convert_model(str(folder / f"{network}.onnx"))
        quantised = nncf.quantize(
            model, nncf.Dataset(examples), model_type=nncf.ModelType.TRANSFORMER, subset_size=len(examples)
        )
        runs.append(_compiled(quantised, "bf16"))
    return Exported("OpenVINO, int8", cache, *runs)


def _compiled(network: openvino.Model, precision: str) -> Callable[..., Any]:
    settings = {"INFERENCE_PRECISION_HINT": precision, "INFERENCE_NUM_THREADS": "1", "NUM_STREAMS": "1"}
    request = openvino.Core().compile_model(network, "CPU", settings).create_infer_request()

    def run(*inputs: Any) -> list[Any]:
        return list(request.infer(list(inputs), share_inputs=True, share_outputs=True).values())

    return run
