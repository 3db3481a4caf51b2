package render

import (
	"fmt"
	"strings"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/schema/literals"
	"github.com/mcpgen/mcpgen/internal/jsonschema"
)

// Mode says which side of a function a schema describes.
type Mode uint8

// The modes. An input schema says what the decoder accepts, an output schema what the encoder writes: the constraints
// of input do not bind the functions that return a type, nil pointers are null.
const (
	Input Mode = iota
	Output
)

// Schemas go to models with every list of tools. Beyond inlineBytes, types that occur more than once move to $defs;
// beyond maxBytes there is no schema.
const (
	inlineBytes = 16 << 10
	maxBytes    = 128 << 10
)

var errTooLarge = fmt.Errorf("the schema is larger than %d bytes", maxBytes)

// Render writes the JSON Schema (Draft 2020-12) of a root type: compact, members in field order, recursive types in
// $defs.
func Render(root *ir.Type, mode Mode) (string, error) {
	r := &renderer{mode: mode, limit: inlineBytes}
	text := r.document(root)
	if r.full {
		r = &renderer{mode: mode, limit: maxBytes, share: repeated(root)}
		text = r.document(root)
	}
	if r.full {
		return "", errTooLarge
	}
	return text, nil
}

type renderer struct {
	strings.Builder
	mode  Mode
	limit int
	full  bool              // the limit was reached: what is written is of no use
	share map[*ir.Type]bool // types that go to $defs though they are not recursive
	names map[*ir.Type]string
	defs  []*ir.Type
	path  string // the JSON Pointer of the place that is being written
}

// below writes one step further down.
func (r *renderer) below(step string, f func()) {
	outer := r.path
	r.path += "/" + pointerEscaper.Replace(step)
	f()
	r.path = outer
}

var pointerEscaper = strings.NewReplacer("~", "~0", "/", "~1")

// document is the root and the definitions that it refers to.
func (r *renderer) document(root *ir.Type) string {
	r.names = map[*ir.Type]string{}
	r.body(root, annotations{root: true})
	if len(r.defs) == 0 {
		r.full = r.full || r.Len() > r.limit
		return r.String()
	}
	text := strings.TrimSuffix(r.String(), "}")
	r.Reset()
	r.WriteString(text + `,"$defs":{`)
	for i := 0; i < len(r.defs); i++ { // grows while it is walked
		r.comma(i)
		r.WriteString(literals.QuoteJSON(r.names[r.defs[i]]) + ":")
		r.below("$defs", func() { r.below(r.names[r.defs[i]], func() { r.body(r.defs[i], annotations{}) }) })
	}
	r.WriteString("}}")
	r.full = r.full || r.Len() > r.limit
	return r.String()
}

// annotations are what a field adds to its type.
type annotations struct {
	root        bool
	description string
	constraints ir.Constraints
	quoted      bool
	nullable    bool
}

// schema writes a type where it is used: in place, or as a reference.
func (r *renderer) schema(t *ir.Type, a annotations) {
	if r.full = r.full || r.Len() > r.limit; r.full {
		r.WriteString("{}")
		return
	}
	if a.constraints.Schema != "" && r.mode == Input {
		r.stated(a.constraints.Schema)
		return
	}
	if t.Kind == ir.Pointer {
		if t.Go.Name == "" {
			a.nullable = a.nullable || r.mode == Output
			r.schema(t.Elem, a)
			return
		}
	}
	if !t.Recursive && !r.share[t] {
		r.body(t, a)
		return
	}
	ref := `{"$ref":` + literals.QuoteJSON("#/$defs/"+r.name(t))
	if a.nullable {
		ref = `{"anyOf":[` + ref + `},{"type":"null"}]`
	}
	r.WriteString(ref)
	r.describe(a.description)
	r.extras(a)
	r.WriteByte('}')
}

// body writes a type in place.
func (r *renderer) body(t *ir.Type, a annotations) {
	if a.description == "" && !a.root {
		a.description = t.Description
	}
	if t.Literal != "" && (r.mode == Input || t.Kind == ir.Custom || t.Kind == ir.Text) {
		if a.nullable {
			r.WriteString(`{"anyOf":[`)
			r.below("anyOf", func() { r.below("0", func() { r.stated(t.Literal) }) })
			r.WriteString(`,{"type":"null"}]}`)
			return
		}
		r.stated(t.Literal)
		return
	}
	outer := r.path
	complexNull := a.nullable && (t.Kind == ir.Object || t.Kind == ir.Map || t.Kind == ir.Slice || t.Kind == ir.Array)
	if complexNull {
		a.nullable = false
		r.WriteString(`{"anyOf":[`)
		r.path += "/anyOf/0"
	}
	r.WriteByte('{')
	r.keywords(t, a)
	r.WriteByte('}')
	r.path = outer
	if complexNull {
		r.WriteString(`,{"type":"null"}]}`)
	}
}

// stated writes a schema that its author stated.
func (r *renderer) stated(text string) { r.WriteString(jsonschema.Embed(text, r.path)) }

// describe writes a description, if there is one.
func (r *renderer) describe(text string) {
	if text != "" {
		r.member("description", literals.QuoteJSON(text))
	}
}

// extras are the keywords that any type may have.
func (r *renderer) extras(a annotations) {
	c := a.constraints
	if c.Title != "" {
		r.member("title", literals.QuoteJSON(c.Title))
	}
	if c.Deprecated {
		r.member("deprecated", "true")
	}
	if r.mode == Output {
		return
	}
	if c.Default != "" {
		r.member("default", c.Default)
	}
	if len(c.Examples) > 0 {
		r.member("examples", "["+strings.Join(c.Examples, ",")+"]")
	}
	if c.Header != "" {
		r.member("x-mcp-header", literals.QuoteJSON(c.Header))
	}
}

// member writes one keyword.
func (r *renderer) member(name, value string) {
	if s := r.String(); !strings.HasSuffix(s, "{") {
		r.WriteByte(',')
	}
	r.WriteString(`"` + name + `":` + value)
}

func (r *renderer) comma(i int) {
	if i > 0 {
		r.WriteByte(',')
	}
}
