"""The service as an OpenAPI 3.1 document, made of the contract itself, so that the two cannot differ."""

from typing import Any

from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor, MethodDescriptor

from mujaz import __version__
from mujaz.web.connect import SERVICE

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
    "required": ["code", "message"],
    "properties": {
        "code": {"type": "string"},
        "message": {"type": "string"},
        "details": {"type": "array", "items": {"type": "object"}},
    },
}


def openapi() -> dict[str, Any]:
    """The document."""
    schemas: dict[str, Any] = {"Error": _ERROR}
    paths = {f"/{SERVICE.full_name}/{method.name}": {"post": _operation(method, schemas)} for method in SERVICE.methods}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Mujaz",
            "version": __version__,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": dict(sorted(schemas.items())),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }


def _operation(method: MethodDescriptor, schemas: dict[str, Any]) -> dict[str, Any]:
    kind = _NDJSON if method.client_streaming else _JSON
    sent, got = (_message(message, schemas) for message in (method.input_type, method.output_type))
    error = {"content": {_JSON: {"schema": {"$ref": "#/components/schemas/Error"}}}}
    return {
        "operationId": method.name,
        "requestBody": {"required": True, "content": {kind: {"schema": sent}}},
        "responses": {
            "200": {"description": "The answer.", "content": {kind: {"schema": got}}},
            "default": {"description": "Why there is none.", **error},
        },
    }


def _message(message: Descriptor, schemas: dict[str, Any]) -> dict[str, str]:
    """A reference to a message, whose schema is added where it is not there yet."""
    if message.name not in schemas:
        schemas[message.name] = {}  # so that one within itself ends
        schemas[message.name] = {
            "type": "object",
            "additionalProperties": False,
            "properties": {field.name: _field(field, schemas) for field in message.fields},
        }
    return {"$ref": f"#/components/schemas/{message.name}"}


def _field(field: FieldDescriptor, schemas: dict[str, Any]) -> dict[str, Any]:
    if field.message_type is not None:
        schema: dict[str, Any] = _message(field.message_type, schemas)
    elif field.enum_type is not None:
        schema = _enum(field.enum_type, schemas)
    else:
        schema = _SCALARS[field.type]
    return {"type": "array", "items": schema} if field.is_repeated else schema


def _enum(enum: EnumDescriptor, schemas: dict[str, Any]) -> dict[str, str]:
    schemas[enum.name] = {"type": "string", "enum": [value.name for value in enum.values]}
    return {"$ref": f"#/components/schemas/{enum.name}"}
