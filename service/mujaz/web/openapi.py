"""Describes the service in an OpenAPI 3.1 document, made from the proto and its comments so that they cannot differ."""

import json
from importlib import resources
from typing import Any

from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor, MethodDescriptor

from mujaz import __version__
from mujaz.web.connect import SERVICE
from mujaz.web.openapi_others import ERROR, other_paths

_SCALARS: dict[int, dict[str, Any]] = {
    FieldDescriptor.TYPE_STRING: {"type": "string"},
    FieldDescriptor.TYPE_BOOL: {"type": "boolean"},
    FieldDescriptor.TYPE_DOUBLE: {"type": "number"},
    FieldDescriptor.TYPE_UINT32: {"type": "integer", "minimum": 0, "maximum": 2**32 - 1},
    FieldDescriptor.TYPE_INT32: {"type": "integer", "minimum": -(2**31), "maximum": 2**31 - 1},
}
_JSON, _NDJSON = "application/json", "application/x-ndjson"
_ERROR = {
    "type": "object",
    "description": "Why there is no answer.",
    "required": ["code", "message"],
    "properties": {
        "code": {"type": "string", "description": "A code of the Connect protocol, such as `invalid_argument`."},
        "message": {"type": "string", "description": "What is wrong and what to do about it, for people."},
        "details": {
            "type": "array",
            "items": {"type": "object"},
            "description": "google.rpc.ErrorInfo, and BadRequest and RetryInfo where they apply.",
        },
    },
}


def openapi() -> dict[str, Any]:
    """Returns the document."""
    builder = _Builder()
    methods = {f"/{SERVICE.full_name}/{method.name}": {"post": builder.operation(method)} for method in SERVICE.methods}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Mujaz",
            "version": __version__,
            "description": builder.comment(SERVICE.name),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "tags": [
            {"name": SERVICE.name, "description": "Each method of the gRPC service, in the Connect protocol."},
            {"name": "LibreTranslate", "description": "The API that clients of LibreTranslate 1.9.6 use."},
            {"name": "Server", "description": "The server itself."},
        ],
        "paths": {**methods, **other_paths()},
        "components": {
            "schemas": dict(sorted(builder.schemas.items())),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }


class _Builder:
    """Builds operations, and collects the schemas that they need."""

    def __init__(self) -> None:
        self.schemas: dict[str, Any] = {"Error": _ERROR}
        file = resources.files(__package__).joinpath("contract.json")
        self._comments: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))

    def comment(self, name: str) -> str:
        """The comment in the proto, by the name without the package."""
        return self._comments.get(name, "")

    def operation(self, method: MethodDescriptor) -> dict[str, Any]:
        """Describes one method."""
        kind = _NDJSON if method.client_streaming else _JSON
        request, response = (self._message(message) for message in (method.input_type, method.output_type))
        description = self.comment(f"{SERVICE.name}.{method.name}")
        return {
            "operationId": method.name,
            "tags": [SERVICE.name],
            "summary": description.partition(". ")[0].rstrip(".") + ".",
            "description": description,
            "requestBody": {"required": True, "content": {kind: {"schema": request}}},
            "responses": {
                "200": {"description": "The answer.", "content": {kind: {"schema": response}}},
                "default": {"description": "Why there is no answer.", **ERROR},
            },
        }

    def _message(self, message: Descriptor) -> dict[str, Any]:
        """Returns a reference to a message, and adds its schema if it is not there yet."""
        if message.name not in self.schemas:
            self.schemas[message.name] = {}  # ends the recursion for a message that contains itself
            self.schemas[message.name] = {
                "type": "object",
                "description": self.comment(message.name),
                "additionalProperties": False,
                "properties": {
                    field.name: self._field(field) | {"description": self.comment(f"{message.name}.{field.name}")}
                    for field in message.fields
                },
            }
        return {"$ref": f"#/components/schemas/{message.name}"}

    def _field(self, field: FieldDescriptor) -> dict[str, Any]:
        if field.message_type is not None:
            schema = self._message(field.message_type)
        elif field.enum_type is not None:
            schema = self._enum(field.enum_type)
        else:
            schema = _SCALARS[field.type]
        return {"type": "array", "items": schema} if field.is_repeated else schema

    def _enum(self, enum: EnumDescriptor) -> dict[str, Any]:
        values = [f"`{value.name}`: {self.comment(f'{enum.name}.{value.name}')}" for value in enum.values]
        self.schemas[enum.name] = {
            "type": "string",
            "description": "\n".join((self.comment(enum.name), *values)),
            "enum": [value.name for value in enum.values],
        }
        return {"$ref": f"#/components/schemas/{enum.name}"}
