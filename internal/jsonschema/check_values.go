package jsonschema

import (
	"encoding/base64"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mcpgen/mcpgen/internal/decimal"
	"github.com/mcpgen/mcpgen/internal/format"
)

func (c *checker) number(s *Schema, v []byte) bool {
	n, ok := decimal.Parse(v), true
	for _, rule := range [...]struct {
		bound *Bound
		holds func(order int) bool
		want  string
	}{
		{s.Minimum, func(order int) bool { return order >= 0 }, "at least"},
		{s.Maximum, func(order int) bool { return order <= 0 }, "at most"},
		{s.ExclusiveMinimum, func(order int) bool { return order > 0 }, "more than"},
		{s.ExclusiveMaximum, func(order int) bool { return order < 0 }, "less than"},
	} {
		if rule.bound != nil && !rule.holds(n.Compare(rule.bound.Number)) {
			ok = c.wrong("is %s, want %s %s", show(v), rule.want, rule.bound.Text)
		}
	}
	if s.MultipleOf != nil && !n.MultipleOf(s.MultipleOf.Number) {
		ok = c.wrong("is %s, want a multiple of %s", show(v), s.MultipleOf.Text)
	}
	return ok
}

func (c *checker) text(s *Schema, v []byte) bool {
	if s.MinLength == nil && s.MaxLength == nil && s.Pattern == nil && s.Format == "" && s.ContentEncoding == "" {
		return true
	}
	word, ok := text(v), true
	quoted := strconv.Quote(show(word))
	if n := utf8.RuneCountInString(word); s.MinLength != nil && n < *s.MinLength {
		ok = c.wrong("has %s, want at least %d", numbered(n, "character"), *s.MinLength)
	} else if s.MaxLength != nil && n > *s.MaxLength {
		ok = c.wrong("has %s, want at most %d", numbered(n, "character"), *s.MaxLength)
	}
	if s.Pattern != nil && !s.Pattern.MatchString(word) {
		ok = c.wrong("is %s, want a match of the pattern %s", quoted, s.Pattern)
	}
	if s.Format != "" && !format.Valid(s.Format, word) {
		ok = c.wrong("is %s, want %s", quoted, format.Want(s.Format))
	}
	if s.ContentEncoding != "" {
		if _, err := base64.StdEncoding.Strict().DecodeString(word); err != nil || strings.ContainsAny(word, "\r\n") {
			ok = c.wrong("is %s, want base64 with padding", quoted)
		}
	}
	return ok
}

func (c *checker) array(s *Schema, v []byte) bool {
	n, ok, contained := 0, true, 0
	seen := map[string]int{}
	elements(v, func(i int, element []byte) bool {
		n++
		inner := s.Items
		if i < len(s.PrefixItems) {
			inner = s.PrefixItems[i]
		}
		step := strconv.Itoa(i)
		ok = c.below(step, inner, element) && ok
		if s.Contains != nil && c.matches(s.Contains, element) {
			contained++
		}
		if s.UniqueItems {
			c.steps -= len(element)
			value := canonical(element)
			if first, again := seen[value]; again {
				c.path = append(c.path, step)
				ok = c.wrong("is equal to element %d, want elements that differ", first)
				c.path = c.path[:len(c.path)-1]
			} else {
				seen[value] = i
			}
		}
		return c.going(ok)
	})
	if s.MinItems != nil && n < *s.MinItems {
		ok = c.wrong("has %s, want at least %d", numbered(n, "element"), *s.MinItems)
	}
	if s.MaxItems != nil && n > *s.MaxItems {
		ok = c.wrong("has %s, want at most %d", numbered(n, "element"), *s.MaxItems)
	}
	if s.Contains != nil {
		least := 1
		if s.MinContains != nil {
			least = *s.MinContains
		}
		if contained < least {
			ok = c.wrong("has %s of the kind that it must contain, want at least %d", numbered(contained, "element"), least)
		}
		if s.MaxContains != nil && contained > *s.MaxContains {
			ok = c.wrong("has %s of the kind that it must contain, want at most %d", numbered(contained, "element"), *s.MaxContains)
		}
	}
	return ok
}

// going reports whether looking further can still tell something new.
func (c *checker) going(ok bool) bool {
	return c.steps >= 0 && (ok || !c.quiet) && len(c.findings) < maxFindings
}
