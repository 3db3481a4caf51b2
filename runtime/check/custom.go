package check

import (
	"context"

	"github.com/mcpgen/mcpgen/runtime/principal"
)

// Bool makes a check from a predicate. The name is the text of the annotation. A nil function refuses.
func Bool(name string, f func(*Request) bool) Check {
	return &custom{name: name, run: func(_ context.Context, r *Request) error {
		if f == nil || !f(r) {
			return ErrRefused
		}
		return nil
	}}
}

// Named gives a function that is a check the name of its annotation. A nil function refuses.
func Named(name string, f Func) Check { return &custom{name: name, run: f.Check} }

// Factory gives a check that a factory made the name of its annotation, as level(5). A nil check refuses.
func Factory(name string, c Check) Check { return &made{name, []Check{c}} }

// custom is a check that may look at the component.
type custom struct {
	name string
	run  Func
}

func (c *custom) Check(ctx context.Context, r *Request) error { return c.run(ctx, r) }
func (c *custom) String() string                              { return c.name }

func (m *made) Check(ctx context.Context, r *Request) error {
	return One(ctx, m.checks[0], r)
}

func (m *made) String() string { return m.name }

// Caller makes a check that depends on the caller only. Within one request it runs once, however many components name
// it; its identity is the returned value, so make it once and share it. p is nil when there is no token. A nil function
// refuses.
func Caller(name string, f func(ctx context.Context, p *principal.Principal) (bool, error)) Check {
	return &caller{name, f}
}

func (c *caller) Check(ctx context.Context, r *Request) error {
	if r.once == nil {
		return c.run(ctx, r.Principal)
	}
	return r.once.result(c, func() error { return c.run(ctx, r.Principal) })
}

func (c *caller) run(ctx context.Context, p *principal.Principal) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &PanicError{Check: c.name, Value: v}
		}
	}()
	if c.f == nil {
		return ErrRefused
	}
	ok, err := c.f(ctx, p)
	switch {
	case err != nil:
		return err
	case !ok:
		return ErrRefused
	case ctx.Err() != nil:
		return context.Cause(ctx)
	}
	return nil
}

func (c *caller) String() string { return c.name }
