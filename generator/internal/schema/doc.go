// Package schema turns Go types into what JSON sees of them: the ir types from which emit writes decoders and encoders,
// and the JSON Schema text that clients get. Both come from one tree, so that they cannot disagree.
//
//	go/types ─► Builder ─► ir.Type ─► Render ─► schema text (input: what the decoder accepts; output: what the encoder writes)
//	doc comments, tags, //mcp:param ──┘
//
// What JSON cannot say, or would say in a way that surprises, is refused with a diagnostic at the exact place: the field
// when it is in the generated package, else the parameter.
package schema
