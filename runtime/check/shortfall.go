package check

import (
	"errors"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/runtime/principal"
)

// Shortfall is the refusal of checks that only more scopes could cure. It is made once per check, not per refusal.
type Shortfall struct {
	of   []*ScopeCheck
	text string
}

// Error names the requirement, for the log.
func (s *Shortfall) Error() string { return s.text }

// AppendMissing appends to dst the scopes that p lacks, each once: of an all-of requirement those that are neither
// granted nor implied, of a one-of requirement the first listed.
func (s *Shortfall) AppendMissing(dst []string, p *principal.Principal) []string {
	if s == nil {
		return dst
	}
	for _, c := range s.of {
		for i := range c.needs {
			if n := &c.needs[i]; !n.met(p) && !slices.Contains(dst, n.scope) {
				dst = append(dst, n.scope)
			}
			if c.one {
				break
			}
		}
	}
	return dst
}

// AppendNeeded appends to dst the scopes that the requirement names, missing or not, each once; of a one-of requirement
// the first listed.
func (s *Shortfall) AppendNeeded(dst []string) []string {
	if s == nil {
		return dst
	}
	for _, c := range s.of {
		for _, n := range c.needs {
			if !slices.Contains(dst, n.scope) {
				dst = append(dst, n.scope)
			}
			if c.one {
				break
			}
		}
	}
	return dst
}

// Join returns a shortfall of everything that a or b lack; either may be nil.
func Join(a, b *Shortfall) *Shortfall { return a.join(b) }

func (s *Shortfall) join(other *Shortfall) *Shortfall {
	switch {
	case s == nil:
		return other
	case other == nil:
		return s
	}
	return &Shortfall{of: slices.Concat(s.of, other.of), text: strings.Join([]string{s.text, other.text}, ", ")}
}

// AsShortfall returns the shortfall that err is or wraps, and whether it is one.
func AsShortfall(err error) (*Shortfall, bool) {
	if s, ok := err.(*Shortfall); ok {
		return s, s != nil
	}
	var s *Shortfall
	return s, errors.As(err, &s) && s != nil
}

// ScopeCheck requires OAuth scopes. Make one with [Scopes] or [AnyScope]. It never allocates.
type ScopeCheck struct {
	needs []need
	one   bool // one of needs suffices
	valid bool // there are needs, and every name is a scope-token of RFC 6749
	short *Shortfall
}

// need is one scope and the scopes whose holders have it as well.
type need struct {
	scope string
	by    []string
}

func (n *need) met(p *principal.Principal) bool {
	return p.Scopes.Has(n.scope) || p.Scopes.HasAny(n.by)
}
