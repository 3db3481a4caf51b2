package jsonschema

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/mcpgen/mcpgen/internal/nearest"
)

// Problem is one thing that is wrong with a schema.
type Problem struct {
	// Pointer is the JSON Pointer (RFC 6901) of the place in the schema; "" is the whole.
	Pointer string
	// Message says what is wrong: `has the keyword "minLenght", did you mean "minLength"?`.
	Message string
}

// maxDepth bounds the nesting of schemas.
const maxDepth = 64

// Compile reads the text of a schema. Problems are all that was found; the Schema is nil when there are some.
func Compile(source string) (*Schema, []Problem) {
	c := newCompiler()
	if why := syntax(source); why != "" {
		return nil, []Problem{{"", why}}
	}
	root := c.schema(trim([]byte(source)), "", 0)
	c.resolve()
	if len(c.problems) == 0 {
		c.loops()
	}
	if len(c.problems) > 0 {
		return nil, c.problems
	}
	return root, nil
}

// syntax says why the text is no JSON value.
func syntax(source string) string {
	var any any
	err := json.Unmarshal([]byte(source), &any)
	var wrong *json.SyntaxError
	switch {
	case errors.As(err, &wrong):
		return fmt.Sprintf("is not valid JSON: %s, at byte %d", wrong.Error(), wrong.Offset)
	case err != nil:
		return "is not valid JSON: " + err.Error()
	}
	return ""
}

type compiler struct {
	keywords  map[string]func(*keyword, []byte)
	byPointer map[string]*Schema
	order     []*Schema // in the order of the text
	problems  []Problem
}

func newCompiler() *compiler {
	return &compiler{keywords: table(), byPointer: map[string]*Schema{}}
}

func (c *compiler) problem(at, format string, args ...any) {
	c.problems = append(c.problems, Problem{at, fmt.Sprintf(format, args...)})
}

// schema reads one schema and those in it.
func (c *compiler) schema(v []byte, at string, depth int) *Schema {
	s := &Schema{Pointer: at, source: canonical(v)}
	c.byPointer[at] = s
	c.order = append(c.order, s)
	switch {
	case depth > maxDepth:
		c.problem(at, "is nested deeper than %d schemas", maxDepth)
		return s
	case v[0] == 't':
		return s
	case v[0] == 'f':
		s.Never = true
		return s
	case v[0] != '{':
		c.problem(at, "is %s, want a schema: an object, true or false", noun(v))
		return s
	}
	seen := map[string]bool{}
	k := keyword{compiler: c, s: s, depth: depth}
	members(v, func(name string, value []byte) bool {
		k.name, k.at = name, at+"/"+escape(name)
		if seen[name] {
			c.problem(k.at, "is given more than once")
			return true
		}
		seen[name] = true
		k.read(value)
		return true
	})
	if s.Contains == nil && (s.MinContains != nil || s.MaxContains != nil) {
		c.problem(at, "has minContains or maxContains without contains")
	}
	if s.If == nil && (s.Then != nil || s.Else != nil) {
		c.problem(at, "has then or else without if")
	}
	return s
}

// keyword is a keyword of s that is being read.
type keyword struct {
	*compiler
	s        *Schema
	name, at string
	depth    int
}

// read reads the value of a keyword.
func (k *keyword) read(v []byte) {
	apply, known := k.keywords[k.name]
	switch {
	case known:
		apply(k, v)
	case strings.HasPrefix(k.name, "x-") && k.name != "x-mcp-header":
	default:
		why := notEnforced[k.name]
		if why == "" {
			why = "which is no keyword that is enforced"
			if meant, ok := nearest.Of(k.name, slices.Sorted(maps.Keys(k.keywords))); ok {
				why += fmt.Sprintf("; did you mean %q?", meant)
			}
		}
		k.problem(k.at, "has the keyword %q, %s", k.name, why)
	}
}

// notEnforced are the keywords that exist and are refused, with the reason.
var notEnforced = map[string]string{
	"$schema":               "which is not needed: all schemas of mcpgen are Draft 2020-12",
	"$id":                   "which would change what references mean",
	"$anchor":               "which is not supported: refer to #/$defs/NAME",
	"$dynamicRef":           "which is not supported: use $ref",
	"$dynamicAnchor":        "which is not supported: refer to #/$defs/NAME",
	"$vocabulary":           "which belongs in a meta-schema",
	"unevaluatedItems":      "which is not enforced: use items",
	"unevaluatedProperties": "which is not enforced: use additionalProperties",
	"contentMediaType":      "which is not enforced",
	"contentSchema":         "which is not enforced",
	"definitions":           "which is of older drafts: use $defs",
	"dependencies":          "which is of older drafts: use dependentRequired or dependentSchemas",
	"additionalItems":       "which is of older drafts: use prefixItems and items",
	"nullable":              `which is OpenAPI's: write "type":["string","null"]`,
	"x-mcp-header":          "which is not read here: use header= of //mcp:param",
}

// want notes that the value of the keyword is of the wrong type.
func (k *keyword) want(v []byte, what string) { k.problem(k.at, "is %s, want %s", noun(v), what) }

// noun names the type of a value.
func noun(v []byte) string {
	switch v[0] {
	case '{':
		return "an object"
	case '[':
		return "an array"
	case '"':
		return "a string"
	case 't', 'f':
		return "a boolean"
	case 'n':
		return "null"
	}
	return "a number"
}

var pointerEscaper = strings.NewReplacer("~", "~0", "/", "~1")

func escape(name string) string { return pointerEscaper.Replace(name) }

// indexed appends an index to a pointer.
func indexed(at string, i int) string { return at + "/" + strconv.Itoa(i) }
