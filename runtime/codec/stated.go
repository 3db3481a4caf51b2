package codec

import (
	"sync"

	"github.com/mcpgen/mcpgen/internal/jsonschema"
)

// StatedSchema is a JSON Schema that an author wrote as text, for [ReadStated]. It is compiled at its first use, so that
// it costs nothing at start. Safe for concurrent use.
type StatedSchema struct {
	compile func() *jsonschema.Schema
}

// Stated is the schema that text states. Generated code keeps it in a package variable; the generator has checked that it
// compiles.
func Stated(text string) StatedSchema {
	return StatedSchema{sync.OnceValue(func() *jsonschema.Schema {
		schema, problems := jsonschema.Compile(text)
		if len(problems) > 0 {
			panic("codec: stated schema: " + problems[0].Pointer + " " + problems[0].Message)
		}
		return schema
	})}
}

// ReadStated reads a value that obeys schema. What breaks the schema is reported and goes no further; the rest is read by
// read, which may refuse more.
func ReadStated[T any](d *Decoder, v *T, schema StatedSchema, read func(*Decoder, *T)) {
	d.peek()
	start, noted := d.pos, len(d.problems)
	outer := d.strict
	d.strict = true
	d.skip()
	d.strict = outer
	if d.dead || len(d.problems) > noted {
		return
	}
	at := d.pointer()
	for _, f := range schema.compile().Check(d.raw[start:d.pos]) {
		d.problemAt(at+f.Pointer, f.Message)
	}
	if len(d.problems) == noted {
		d.pos = start
		read(d, v)
	}
}
