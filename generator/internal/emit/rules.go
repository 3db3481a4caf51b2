package emit

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// What a reader of codec is told of the valid values: constants, bounds, lengths.

// enumValues are the valid values: the constants of the type by name, so that renaming one breaks the build and not the
// decoder, or the literals of a constraint.
func (e *emitter) enumValues(t *ir.Type, c ir.Constraints) []jen.Code {
	var values []jen.Code
	for _, literal := range c.Enum {
		values = append(values, jen.Op(goLiteral(literal)))
	}
	if values != nil {
		return values
	}
	for _, v := range t.Enum {
		switch {
		case v.Name == "":
			values = append(values, jen.Op(goLiteral(v.JSON)))
		case t.Go.ImportPath != "":
			e.importOnce(t.Go.ImportPath, t.Go.PackageName)
			values = append(values, jen.Qual(t.Go.ImportPath, v.Name))
		default:
			values = append(values, jen.Id(v.Name))
		}
	}
	return values
}

func (e *emitter) stringRules(c ir.Constraints) []jen.Code {
	var rules []jen.Code
	if c.MinLength != nil {
		rules = append(rules, jen.Qual(codecPath, "MinLength").Call(jen.Lit(*c.MinLength)))
	}
	if c.MaxLength != nil {
		rules = append(rules, jen.Qual(codecPath, "MaxLength").Call(jen.Lit(*c.MaxLength)))
	}
	if c.Pattern != "" {
		rules = append(rules, jen.Id(e.patternVars[e.field]))
	}
	if c.Format != "" {
		rules = append(rules, jen.Qual(codecPath, "Format").Call(jen.Lit(c.Format)))
	}
	return rules
}

func numberRules(c ir.Constraints, float bool) []jen.Code {
	var rules []jen.Code
	wide := !float && slices.ContainsFunc([]*string{c.Min, c.Max, c.ExclusiveMin, c.ExclusiveMax, c.MultipleOf}, func(bound *string) bool {
		return bound != nil && isWide(*bound)
	})
	add := func(name string, bound *string) {
		if bound == nil {
			return
		}
		literal := *bound
		if float && !strings.ContainsAny(literal, ".eE") {
			literal += ".0"
		}
		rule := jen.Qual(codecPath, name)
		if wide {
			rule = rule.Types(jen.Int64())
		}
		rules = append(rules, rule.Call(jen.Op(literal)))
	}
	add("Min", c.Min)
	add("Max", c.Max)
	add("Above", c.ExclusiveMin)
	add("Below", c.ExclusiveMax)
	add("MultipleOf", c.MultipleOf)
	return rules
}

// isWide reports whether an integer does not fit an int everywhere: it has 32 bits on some systems.
func isWide(literal string) bool {
	_, err := strconv.ParseInt(literal, 10, 32)
	_, number := strconv.ParseInt(literal, 10, 64)
	return err != nil && number == nil
}

func itemsRules(c ir.Constraints) []jen.Code {
	var rules []jen.Code
	if c.MinItems != nil {
		rules = append(rules, jen.Qual(codecPath, "MinItems").Call(jen.Lit(*c.MinItems)))
	}
	if c.MaxItems != nil {
		rules = append(rules, jen.Qual(codecPath, "MaxItems").Call(jen.Lit(*c.MaxItems)))
	}
	return rules
}

// goLiteral turns a JSON literal of a scalar into a Go literal.
func goLiteral(literal string) string {
	var s string
	if strings.HasPrefix(literal, `"`) && json.Unmarshal([]byte(literal), &s) == nil {
		return strconv.Quote(s)
	}
	return literal
}
