// Package jsonschema reads a JSON Schema (Draft 2020-12) that an author stated as text, and holds values against it. The
// generator refuses what cannot be enforced, decoders enforce the rest: both by the same compiled form, so that a schema
// which is published is one that is kept.
//
//	text ─► Compile ─► Schema ─► Check(value) ─► findings
//	            └► problems: keywords that are unknown, mistyped or not enforced, references that lead nowhere
//
// Not enforced, and so refused: references to other documents, $id, $anchor and their dynamic forms, unevaluatedItems,
// unevaluatedProperties, contentMediaType, contentSchema, formats that mcpgen does not check.
package jsonschema
