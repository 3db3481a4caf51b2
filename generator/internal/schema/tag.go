package schema

import (
	"fmt"
	"go/token"
	"go/types"
	"reflect"
	"regexp"
	"strings"

	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/schema/literals"
)

// keyValue is how a tag of the key=value dialect starts; every other one is a description.
var keyValue = regexp.MustCompile(`^([A-Za-z]+=|(required|uniqueItems|deprecated)(,|$))`)

// tags reads the jsonschema tags of a field, and reports whether they call it required.
func (b *Builder) tags(f *ir.Field, tag reflect.StructTag, leaf *types.Var) (required bool) {
	span := b.spanOf(leaf)
	if text := tag.Get("jsonschema_description"); text != "" {
		f.Description = text
	}
	text, ok := tag.Lookup("jsonschema")
	if !ok || text == "" || text == "-" {
		return false
	}
	if !keyValue.MatchString(text) {
		f.Description = text
		return false
	}
	if span.File == "" {
		span = b.at
	}
	outer := b.at
	b.at = span
	defer func() { b.at = outer }()
	var keys []Key
	var enum Key
	for _, item := range splitTag(text) {
		name, value, hasValue := strings.Cut(item, "=")
		word := b.inTag(leaf, item, span)
		switch {
		case name == "required" && !hasValue:
			required = true
		case name == "description":
			f.Description = value
		case name == "title":
			f.Constraints.Title = value
		case name == "enum":
			if enum.Name == "" {
				enum.Name, enum.Span = "enum", word
			}
			enum.Values = append(enum.Values, Value{Text: value, Span: word})
		case tagKeys[name] == "":
			b.report("MCP411", word, fmt.Sprintf("%s has the jsonschema key %q, which mcpgen does not know", b.path(), name), meant(name, "keys", literals.SortedKeys(tagKeys)))
		case (name == "uniqueItems" || name == "deprecated") && value == "false":
		default:
			keys = append(keys, b.tagKey(name, value, hasValue, word))
		}
	}
	if enum.Name != "" {
		keys = append(keys, enum)
	}
	b.constrainAll(f, keys)
	b.agree(f, b.inTag(leaf, text, span))
	return required
}

// inTag is the place of an item of a field's tag; otherwise when the tag is not at hand or has escapes there.
func (b *Builder) inTag(leaf *types.Var, item string, otherwise diag.Span) diag.Span {
	e := b.docs.Lookup(leaf)
	if leaf.Pkg() != b.cfg.Package || e.Tag == "" {
		return otherwise
	}
	if i := strings.Index(e.Tag, item); i >= 0 {
		return b.span(e.TagPos+token.Pos(i), len(item))
	}
	return otherwise
}

// tagKey is one item of a tag as a key of //mcp:param.
func (b *Builder) tagKey(name, value string, hasValue bool, span diag.Span) Key {
	k := Key{Name: tagKeys[name], Span: span, tag: name}
	if hasValue && k.Name != "unique" && k.Name != "deprecated" {
		k.Values = []Value{{Text: value, Span: span}}
	}
	return k
}

// splitTag splits at commas; a backslash keeps one.
func splitTag(text string) []string {
	var items []string
	var item strings.Builder
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\' && i+1 < len(text) && text[i+1] == ',':
			item.WriteByte(',')
			i++
		case text[i] == ',':
			items = append(items, item.String())
			item.Reset()
		default:
			item.WriteByte(text[i])
		}
	}
	return append(items, item.String())
}
