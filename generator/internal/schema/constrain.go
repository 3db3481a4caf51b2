package schema

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/schema/literals"
	"github.com/mcpgen/mcpgen/internal/format"
	"github.com/mcpgen/mcpgen/internal/jsonschema"
)

// constraint is one key of //mcp:param: the kinds it applies to, and what it does.
type constraint struct {
	fits  []ir.TypeKind // nil: any
	noun  string        // the kinds in words
	apply func(b *Builder, f *ir.Field, k Key)
}

var numbers, texts, lists = []ir.TypeKind{ir.Integer, ir.Float}, []ir.TypeKind{ir.String}, []ir.TypeKind{ir.Slice}

var constraints = map[string]constraint{
	"min":        {numbers, "numbers", number(func(c *ir.Constraints) **string { return &c.Min })},
	"max":        {numbers, "numbers", number(func(c *ir.Constraints) **string { return &c.Max })},
	"xmin":       {numbers, "numbers", number(func(c *ir.Constraints) **string { return &c.ExclusiveMin })},
	"xmax":       {numbers, "numbers", number(func(c *ir.Constraints) **string { return &c.ExclusiveMax })},
	"multipleof": {numbers, "numbers", number(func(c *ir.Constraints) **string { return &c.MultipleOf })},
	"minlen":     {texts, "strings", length(func(c *ir.Constraints) **int { return &c.MinLength })},
	"maxlen":     {texts, "strings", length(func(c *ir.Constraints) **int { return &c.MaxLength })},
	"pattern":    {texts, "strings", (*Builder).pattern},
	"format":     {texts, "strings", (*Builder).format},
	"minitems":   {lists, "slices", length(func(c *ir.Constraints) **int { return &c.MinItems })},
	"maxitems":   {lists, "slices", length(func(c *ir.Constraints) **int { return &c.MaxItems })},
	"unique":     {lists, "slices", func(_ *Builder, f *ir.Field, _ Key) { f.Constraints.UniqueItems = true }},
	"enum":       {[]ir.TypeKind{ir.String, ir.Integer}, "strings and integers", (*Builder).enumOf},
	"default":    {nil, "", (*Builder).defaultOf},
	"example":    {nil, "", (*Builder).example},
	"deprecated": {nil, "", func(_ *Builder, f *ir.Field, _ Key) { f.Constraints.Deprecated = true }},
	"header":     {[]ir.TypeKind{ir.String, ir.Integer, ir.Boolean}, "strings, integers and booleans", (*Builder).header},
}

// constrainAll applies keys to a field: values after the constraints that bind them.
func (b *Builder) constrainAll(f *ir.Field, keys []Key) {
	late := map[string]int{"enum": 1, "default": 2, "example": 2}
	keys = slices.Clone(keys)
	slices.SortStableFunc(keys, func(x, y Key) int { return late[x.Name] - late[y.Name] })
	for _, k := range keys {
		b.constrain(f, k)
	}
}

// constrain applies one key to a field.
func (b *Builder) constrain(f *ir.Field, k Key) {
	c, ok := constraints[k.Name]
	if !ok {
		b.report("MCP406", k.Span, fmt.Sprintf("mcpgen cannot check %q", k), "")
		return
	}
	base := f.Type.Pointee()
	if base.Literal != "" {
		b.report("MCP406", k.Span, fmt.Sprintf("%q would not show on %q: %s states its schema itself", k, f.JSON, base.Go.Name), "say it in the schema of the type")
		return
	}
	fits := c.fits == nil
	for _, kind := range c.fits {
		fits = fits || base.Kind == kind
	}
	if !fits {
		b.report("MCP406", k.Span, fmt.Sprintf("%q applies to %s; %q is %s", k, c.noun, f.JSON, literals.KindNoun(base)), suggestion(k, base))
		return
	}
	if f.Quoted && k.Name != "deprecated" {
		b.report("MCP406", k.Span, fmt.Sprintf(`%q cannot be checked on %q, which travels inside a string (json option "string")`, k, f.JSON), "remove one of the two")
		return
	}
	c.apply(b, f, k)
}

// suggestion names the key that was probably meant.
func suggestion(k Key, t *ir.Type) string {
	better := map[ir.TypeKind]map[string]string{
		ir.String:  {"min": "minlen", "max": "maxlen", "minitems": "minlen", "maxitems": "maxlen"},
		ir.Slice:   {"min": "minitems", "max": "maxitems", "minlen": "minitems", "maxlen": "maxitems"},
		ir.Integer: {"minlen": "min", "maxlen": "max", "minitems": "min", "maxitems": "max"},
		ir.Float:   {"minlen": "min", "maxlen": "max", "minitems": "min", "maxitems": "max"},
	}[t.Kind][k.Name]
	if better == "" {
		return ""
	}
	if k.tag != "" {
		for _, tag := range literals.SortedKeys(tagKeys) {
			if tagKeys[tag] == better {
				better = tag
				break
			}
		}
	}
	return fmt.Sprintf("did you mean %q?", better)
}

func number(target func(*ir.Constraints) **string) func(*Builder, *ir.Field, Key) {
	return func(b *Builder, f *ir.Field, k Key) {
		v, ok := b.one(k)
		if !ok {
			return
		}
		literal, why := literals.NumberLiteral(f.Type.Pointee(), v.Text)
		if why == "" && k.Name == "multipleof" && literals.CompareNumbers(literal, "0") <= 0 {
			why = "must be more than 0"
		}
		if why != "" {
			b.report("MCP407", v.Span, fmt.Sprintf("%s=%s %s", k, v.Text, why), "")
			return
		}
		*target(&f.Constraints) = &literal
	}
}

func length(target func(*ir.Constraints) **int) func(*Builder, *ir.Field, Key) {
	return func(b *Builder, f *ir.Field, k Key) {
		v, ok := b.one(k)
		if !ok {
			return
		}
		n, err := strconv.Atoi(v.Text)
		if err != nil || n < 0 || n > math.MaxInt32 {
			b.report("MCP407", v.Span, fmt.Sprintf("%s=%s is no length", k, v.Text), "give a whole number that is not negative")
			return
		}
		*target(&f.Constraints) = &n
	}
}

func (b *Builder) pattern(f *ir.Field, k Key) {
	v, ok := b.one(k)
	if !ok {
		return
	}
	if why := jsonschema.PatternProblem(v.Text); why != "" {
		b.report("MCP408", v.Span, fmt.Sprintf("pattern %s %s", v.Text, why), "")
		return
	}
	f.Constraints.Pattern = v.Text
}

func (b *Builder) format(f *ir.Field, k Key) {
	v, ok := b.one(k)
	if !ok {
		return
	}
	if slices.Contains(format.Names(), v.Text) {
		f.Constraints.Format = v.Text
		return
	}
	b.report("MCP409", v.Span, fmt.Sprintf("format %q is not one that is checked", v.Text), meant(v.Text, "formats", format.Names()))
}

func (b *Builder) header(f *ir.Field, k Key) {
	v, ok := b.one(k)
	if !ok {
		return
	}
	for _, r := range v.Text {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-') {
			b.report("MCP407", v.Span, fmt.Sprintf("%q is no header name", v.Text), "use letters, digits and hyphens; Mcp-Param- is put before it")
			return
		}
	}
	f.Constraints.Header = v.Text
}

// tagKeys are the keys of the key=value dialect of jsonschema tags, and the keys of //mcp:param that they are.
var tagKeys = map[string]string{
	"minimum": "min", "maximum": "max", "exclusiveMinimum": "xmin", "exclusiveMaximum": "xmax", "multipleOf": "multipleof",
	"minLength": "minlen", "maxLength": "maxlen", "pattern": "pattern", "format": "format", "enum": "enum",
	"default": "default", "example": "example", "minItems": "minitems", "maxItems": "maxitems", "uniqueItems": "unique",
	"deprecated": "deprecated",
}
