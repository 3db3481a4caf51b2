package schema

import (
	"fmt"
	"go/types"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// candidate is a field that may become a member, before shadowing has been resolved.
type candidate struct {
	name   string
	tagged bool
	path   []*types.Var // from the outer struct to the field
	tag    reflect.StructTag
	order  []int // index of each step, for the order of the source
}

// embedded is a struct whose fields are still to be looked at.
type embedded struct {
	s     *types.Struct
	path  []*types.Var
	order []int
}

// fields fills in the members of a struct, by the rules of encoding/json: embedded structs are flattened, shallower
// fields shadow deeper ones, and at one depth a name in a tag wins. Where encoding/json would drop fields in silence,
// it reports.
func (b *Builder) fields(out *ir.Type, t types.Type, s *types.Struct) {
	dominant := b.dominant(b.candidates(s))
	slices.SortFunc(dominant, func(x, y candidate) int { return slices.Compare(x.order, y.order) })
	for _, c := range dominant {
		leaf := c.path[len(c.path)-1]
		b.within("field "+fieldName(t, c.path), func() {
			outer := b.words
			b.words = append(slices.Clip(outer), upperFirst(leaf.Name()))
			out.Fields = append(out.Fields, b.field(t, c, leaf))
			b.words = outer
		})
	}
}

// candidates walks the struct and what it embeds, depth by depth.
func (b *Builder) candidates(root *types.Struct) []candidate {
	var list []candidate
	visited := map[*types.Struct]bool{}
	for level := []embedded{{s: root}}; len(level) > 0; {
		var next []embedded
		for _, e := range level {
			visited[e.s] = true
		}
		for _, e := range level {
			for i := range e.s.NumFields() {
				c, inner := b.candidate(e, i)
				if inner != nil && !visited[inner.s] {
					next = append(next, *inner)
				}
				if c != nil {
					list = append(list, *c)
				}
			}
		}
		level = next
	}
	return list
}

// candidate looks at one field: it is a member, a struct to look into, or nothing.
func (b *Builder) candidate(e embedded, i int) (*candidate, *embedded) {
	f, tag := e.s.Field(i), reflect.StructTag(e.s.Tag(i))
	jsonTag, hasTag := tag.Lookup("json")
	if jsonTag == "-" || b.docs.Ignored(f) {
		return nil, nil
	}
	name, _, _ := strings.Cut(jsonTag, ",")
	if !validName(name) {
		if name != "" {
			b.within("field "+f.Name(), func() {
				b.refuse(b.spanOf(f), "MCP413", fmt.Sprintf("has the JSON name %q, which encoding/json ignores", name), "use letters, digits and punctuation other than quotes, backslash and comma")
			})
		}
		name = ""
	}
	path := append(slices.Clip(e.path), f)
	order := append(slices.Clip(e.order), i)
	if s, pointer := embeddedStruct(f); s != nil && name == "" {
		if pointer && !f.Exported() {
			b.within("field "+f.Name(), func() {
				b.refuse(b.spanOf(f), "MCP415", "embeds a pointer to an unexported struct, which encoding/json cannot allocate", "embed it by value, or export the type")
			})
			return nil, nil
		}
		return nil, &embedded{s: s, path: path, order: order}
	}
	if !f.Exported() {
		if s, _ := embeddedStruct(f); s != nil {
			b.within("field "+f.Name(), func() {
				b.refuse(b.spanOf(f), "MCP415", "embeds an unexported struct under a JSON name, which encoding/json cannot read", "make it a field with an exported name")
			})
		}
		return nil, nil
	}
	if name == "" {
		return &candidate{name: f.Name(), path: path, tag: tag, order: order}, nil
	}
	return &candidate{name: name, tagged: hasTag, path: path, tag: tag, order: order}, nil
}

// embeddedStruct is the struct that an embedded field brings in, and whether by pointer.
func embeddedStruct(f *types.Var) (*types.Struct, bool) {
	if !f.Embedded() {
		return nil, false
	}
	t := types.Unalias(f.Type())
	p, pointer := t.(*types.Pointer)
	if pointer {
		t = types.Unalias(p.Elem())
	}
	if named, ok := t.(*types.Named); ok && isMCP(named) {
		return nil, pointer // its fields are not known: it is a member, which is refused
	}
	s, _ := t.Underlying().(*types.Struct)
	return s, pointer
}

// dominant resolves names: the shallowest field wins, then the tagged one. A tie is reported.
func (b *Builder) dominant(list []candidate) []candidate {
	byName := map[string][]candidate{}
	var names []string
	for _, c := range list {
		if byName[c.name] == nil {
			names = append(names, c.name)
		}
		byName[c.name] = append(byName[c.name], c)
	}
	var out []candidate
	for _, name := range names {
		group := byName[name]
		depth := len(slices.MinFunc(group, func(x, y candidate) int { return len(x.path) - len(y.path) }).path)
		group = slices.DeleteFunc(group, func(c candidate) bool { return len(c.path) > depth })
		if tagged := slices.DeleteFunc(slices.Clone(group), func(c candidate) bool { return !c.tagged }); len(tagged) > 0 {
			group = tagged
		}
		if len(group) > 1 {
			first, second := group[0].path[depth-1], group[1].path[depth-1]
			b.refuse(b.spanOf(second), "MCP412", fmt.Sprintf("has two fields with the JSON name %q: %s and %s; encoding/json drops both", name, first.Name(), second.Name()), `rename one, or leave one out with json:"-"`)
			continue
		}
		out = append(out, group[0])
	}
	return out
}

// fieldName is Type.Outer.Inner, or Outer.Inner in an anonymous struct.
func fieldName(t types.Type, path []*types.Var) string {
	var names []string
	if named, ok := t.(*types.Named); ok {
		names = append(names, named.Obj().Name())
	}
	for _, f := range path {
		names = append(names, f.Name())
	}
	return strings.Join(names, ".")
}

// validName is what encoding/json accepts as a name in a tag.
func validName(s string) bool {
	if s == "" {
		return false
	}
	for _, r := range s {
		if !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", r) && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return false
		}
	}
	return true
}
