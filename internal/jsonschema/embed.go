package jsonschema

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"
)

// Embed returns the text of a schema as it is written into a larger document at place, a JSON Pointer: without blanks
// between tokens, and with its references prefixed, for "#/$defs/Name" means a place below the whole document. All else
// stays to the letter. The text is one that [Compile] accepts.
func Embed(source, place string) string {
	var compact bytes.Buffer
	if json.Compact(&compact, []byte(source)) != nil {
		return source
	}
	if place == "" || !strings.Contains(source, `"$ref"`) {
		return compact.String()
	}
	c := newCompiler()
	c.schema(compact.Bytes(), "", 0)
	e := embedder{schemas: c.byPointer, prefix: "#" + fragment(place)}
	e.write(compact.Bytes(), "")
	return e.out.String()
}

// embedder copies a text and changes its references.
type embedder struct {
	out     bytes.Buffer
	schemas map[string]*Schema
	prefix  string
}

func (e *embedder) write(v []byte, at string) {
	if v[0] != '{' && v[0] != '[' {
		e.out.Write(v)
		return
	}
	n := 0
	e.out.WriteByte(v[0])
	for i := skipSeparators(v, 1); i < len(v)-1; n++ {
		if n > 0 {
			e.out.WriteByte(',')
		}
		inner := indexed(at, n)
		if v[0] == '{' {
			to := endString(v, i)
			name := text(v[i:to])
			e.out.Write(v[i:to])
			e.out.WriteByte(':')
			inner = at + "/" + escape(name)
			i = skipSeparators(v, to)
			if name == "$ref" && e.schemas[at] != nil {
				to := end(v, i)
				e.reference(text(v[i:to]))
				i = skipSeparators(v, to)
				continue
			}
		}
		to := end(v, i)
		e.write(v[i:to], inner)
		i = skipSeparators(v, to)
	}
	e.out.WriteByte(v[len(v)-1])
}

// reference writes "#/a" as "#/prefix/a".
func (e *embedder) reference(ref string) {
	writeJSON(&e.out, e.prefix+strings.TrimPrefix(ref, "#"))
}

func writeJSON(out *bytes.Buffer, s string) {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(s) // a string always encodes
	out.Truncate(out.Len() - 1)
}

// fragment writes a JSON Pointer as the fragment of a URI.
func fragment(pointer string) string {
	parts := strings.Split(pointer, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return strings.Join(parts, "/")
}
