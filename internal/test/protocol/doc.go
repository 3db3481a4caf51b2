// Package protocol holds servers against the protocol's own JSON schemas, of both eras: what every list says, what every
// tool of the examples answers, and what the stream says before the answer. It has tests only; the schemas are in
// testdata/protocol.
package protocol
