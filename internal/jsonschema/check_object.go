package jsonschema

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/internal/nearest"
)

func (c *checker) object(s *Schema, v []byte) bool {
	n, ok := 0, true
	present := map[string]bool{}
	members(v, func(name string, value []byte) bool {
		n++
		present[name] = true
		ok = c.member(s, name, value) && ok
		return c.going(ok)
	})
	if !c.going(ok) {
		return ok
	}
	for _, name := range s.Required {
		if !present[name] {
			ok = c.missing(name, "is missing, but required")
		}
	}
	for _, d := range s.DependentRequired {
		for _, name := range d.Required {
			if present[d.Name] && !present[name] {
				ok = c.missing(name, fmt.Sprintf("is missing, but required beside %q", d.Name))
			}
		}
	}
	for _, d := range s.DependentSchemas {
		if present[d.Name] {
			ok = c.check(d.Schema, v) && ok
		}
	}
	if s.MinProperties != nil && n < *s.MinProperties {
		ok = c.wrong("has %s, want at least %d", numbered(n, "member"), *s.MinProperties)
	}
	if s.MaxProperties != nil && n > *s.MaxProperties {
		ok = c.wrong("has %s, want at most %d", numbered(n, "member"), *s.MaxProperties)
	}
	return ok
}

func (c *checker) missing(name, message string) bool {
	c.path = append(c.path, name)
	c.wrong("%s", message)
	c.path = c.path[:len(c.path)-1]
	return false
}

// member checks a member by all the schemas that are for it.
func (c *checker) member(s *Schema, name string, value []byte) bool {
	ok, named := true, false
	if s.PropertyNames != nil {
		quoted, _ := json.Marshal(name) // a string always marshals
		if !c.matches(s.PropertyNames, quoted) {
			ok = c.missing(name, "has a name that is not allowed")
		}
	}
	if i := slices.IndexFunc(s.Properties, func(p Property) bool { return p.Name == name }); i >= 0 {
		named = true
		ok = c.below(name, s.Properties[i].Schema, value) && ok
	}
	for _, p := range s.PatternProperties {
		if p.Pattern.MatchString(name) {
			named = true
			ok = c.below(name, p.Schema, value) && ok
		}
	}
	switch {
	case named || s.AdditionalProperties == nil:
		return ok
	case s.AdditionalProperties.Never:
		return c.missing(name, "is not a known member; "+choices(s, name))
	}
	return c.below(name, s.AdditionalProperties, value) && ok
}

// choices lists the names that are known, after the one that was probably meant.
func choices(s *Schema, name string) string {
	names := make([]string, len(s.Properties))
	for i, p := range s.Properties {
		names[i] = p.Name
	}
	if len(names) == 0 {
		return "there are no members here"
	}
	list := "valid members: " + strings.Join(names, ", ")
	if meant, ok := nearest.Of(name, names); ok {
		list = fmt.Sprintf("did you mean %q? %s", meant, list)
	}
	return list
}

// combined checks the keywords that combine schemas.
func (c *checker) combined(s *Schema, v []byte) bool {
	ok := c.check(s.Ref, v)
	for _, all := range s.AllOf {
		ok = c.check(all, v) && ok
	}
	if s.AnyOf != nil && !slices.ContainsFunc(s.AnyOf, func(alternative *Schema) bool { return c.matches(alternative, v) }) {
		ok = c.wrong("is none of what is allowed: %s", c.alternatives(s.AnyOf, v))
	}
	if s.OneOf != nil {
		matching := 0
		for _, alternative := range s.OneOf {
			if c.matches(alternative, v) {
				matching++
			}
		}
		switch {
		case matching == 0:
			ok = c.wrong("is none of what is allowed: %s", c.alternatives(s.OneOf, v))
		case matching > 1:
			ok = c.wrong("matches %d alternatives, want exactly one of them", matching)
		}
	}
	if s.Not != nil && c.matches(s.Not, v) {
		ok = c.wrong("is %s, which is not allowed", show(v))
	}
	if s.If != nil {
		then := s.Else
		if c.matches(s.If, v) {
			then = s.Then
		}
		ok = c.check(then, v) && ok
	}
	return ok
}

// alternatives says why a value matches none of the alternatives: the first finding of each.
func (c *checker) alternatives(list []*Schema, v []byte) string {
	if c.quiet {
		return ""
	}
	const maxShown = 5
	var why []string
	for i, alternative := range list {
		if i == maxShown {
			why = append(why, "…")
			break
		}
		inner := &checker{steps: c.steps}
		inner.check(alternative, v)
		c.steps = inner.steps
		if len(inner.findings) > 0 {
			f := inner.findings[0]
			why = append(why, strings.TrimSpace(f.Pointer+" "+f.Message))
		}
	}
	return strings.Join(why, "; or ")
}
