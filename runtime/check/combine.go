package check

import (
	"context"
	"slices"
	"strings"
)

// All requires every check, as writing them side by side does. No checks refuse everybody.
func All(checks ...Check) Check { return &all{slices.Clone(checks)} }

func (c *all) Check(ctx context.Context, r *Request) error { return Run(ctx, c.checks, r) }
func (c *all) String() string                              { return "all(" + describeList(c.checks) + ")" }

// Any requires at least one of the checks, tried in order until one passes. No checks refuse everybody. When all refuse,
// the refusal is that of the first alternative which only lacks scopes, else the first denial, else opaque.
func Any(checks ...Check) Check { return &anyOf{slices.Clone(checks)} }

func (c *anyOf) Check(ctx context.Context, r *Request) error {
	var short *Shortfall
	var denial, other error
	for _, one := range c.checks {
		err := One(ctx, one, r)
		if err == nil {
			return nil
		}
		if s, ok := AsShortfall(err); ok {
			if short == nil {
				short = s
			}
		} else if _, ok := AsDenial(err); ok {
			if denial == nil {
				denial = err
			}
		} else if other == nil {
			other = err
		}
	}
	switch {
	case short != nil:
		return short
	case denial != nil:
		return denial
	case other != nil:
		return other
	}
	return ErrRefused
}

func (c *anyOf) String() string { return "any(" + describeList(c.checks) + ")" }

func describeList(checks []Check) string {
	texts := make([]string, len(checks))
	for i, c := range checks {
		texts[i] = Describe(c)
	}
	return strings.Join(texts, ", ")
}
