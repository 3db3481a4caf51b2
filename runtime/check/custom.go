package check

import (
	"context"
	"reflect"
	"sync"

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
func Factory(name string, c Check) Check { return &made{name, c} }

// custom is a check that may look at the component.
type custom struct {
	name string
	run  Func
}

func (c *custom) Check(ctx context.Context, r *Request) error { return c.run(ctx, r) }
func (c *custom) String() string                              { return c.name }

type made struct {
	name  string
	check Check
}

func (m *made) Check(ctx context.Context, r *Request) error {
	return One(ctx, m.check, r)
}

func (m *made) String() string { return m.name }

func (m *made) argTypes() []reflect.Type { return ArgTypes(m.check) }

// Caller makes a check that depends on the caller only. Within one request it runs once, however many components name
// it; its identity is the returned value, so make it once and share it. p is nil when there is no token. A nil function
// refuses.
func Caller(name string, f func(ctx context.Context, p *principal.Principal) (bool, error)) Check {
	return &caller{name, f}
}

type caller struct {
	name string
	f    func(context.Context, *principal.Principal) (bool, error)
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

// once holds the results of caller checks within one request. Safe for concurrent use; each check runs once.
type once struct {
	mu      sync.Mutex
	results map[*caller]func() error
}

func (o *once) result(c *caller, run func() error) error {
	o.mu.Lock()
	get, ok := o.results[c]
	if !ok {
		if o.results == nil {
			o.results = map[*caller]func() error{}
		}
		get = sync.OnceValue(run)
		o.results[c] = get
	}
	o.mu.Unlock()
	return get()
}

// Begin returns the Request from which the decisions of one protocol request are made: caller checks run once for it and
// its copies. rolesClaim is the path of the claim that [RolesClaim] reads; nil is "roles".
func Begin(p *principal.Principal, phase Phase, rolesClaim []string) *Request {
	return &Request{Principal: p, Phase: phase, once: &once{}, claims: rolesClaim}
}
