package check

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/mcpgen/mcpgen/runtime/principal"
)

// Check is one requirement. Implementations must be safe for concurrent use. An error of any kind refuses; so does a
// panic, and so does a context that ended meanwhile.
type Check interface {
	Check(ctx context.Context, r *Request) error
}

// Func makes a Check from a function. A nil Func refuses.
type Func func(ctx context.Context, r *Request) error

// Check calls f.
func (f Func) Check(ctx context.Context, r *Request) error {
	if f == nil {
		return ErrRefused
	}
	return f(ctx, r)
}

// Request is what a check decides on. It must not be changed or kept by the check.
type Request struct {
	Principal *principal.Principal // nil when there is no token
	Component Component
	Phase     Phase

	once    *once    // results of caller checks of this request; nil: they run each time
	claims  []string // path of the claim that holds roles; nil: "roles"
	hanging *Hanging // counts checks left behind; nil: nobody counts
	args    argState
	value   any // the decoded arguments, when args is argKnown
}

// Component is what the caller wants to use, as it was registered. It is shared: do not change what it points to.
type Component struct {
	Kind  Kind
	Name  string
	URI   string // URI or URI template of a resource, else ""
	Title string
	Tags  []string
	Meta  map[string]any
}

// Kind is the kind of a component.
type Kind uint8

// The kinds of components.
const (
	Unknown Kind = iota
	Tool
	Resource
	ResourceTemplate
	Prompt
)

// String returns the name used in audit events: "tool", "resource", "resource_template", "prompt" or "unknown".
func (k Kind) String() string {
	switch k {
	case Tool:
		return "tool"
	case Resource:
		return "resource"
	case ResourceTemplate:
		return "resource_template"
	case Prompt:
		return "prompt"
	default:
		return "unknown"
	}
}

// Phase says what is being decided: whether a component is shown, or whether it is used.
type Phase uint8

// The phases.
const (
	Call Phase = iota // the component is called, read, got or completed; the zero Phase, being the stricter one
	List              // the component would be listed
)

// String returns "call" or "list".
func (p Phase) String() string {
	if p == List {
		return "list"
	}
	return "call"
}

// ErrRefused is the opaque refusal of the built-in checks. It carries no detail on purpose.
var ErrRefused = errors.New("refused by a check")

// Run evaluates the checks and combines them by AND, as the guard does: an opaque refusal or a denial is returned before
// any shortfall, all shortfalls are joined into one, a panic is a refusal. No checks, or a nil one, refuse.
func Run(ctx context.Context, checks []Check, r *Request) error {
	if len(checks) == 0 || r == nil {
		return ErrRefused
	}
	var missing *Shortfall
	for _, c := range checks {
		err := One(ctx, c, r)
		if err == nil {
			continue
		}
		short, ok := AsShortfall(err)
		if !ok {
			return err
		}
		missing = missing.join(short)
	}
	if missing != nil {
		return missing
	}
	return nil
}

// One evaluates one check: nil refuses, a panic is a refusal, and so is a context that ends while a check that is not
// built in runs. Such a check is then left behind: it should heed its context, but a caller does not wait for it. It may
// hold an [Arg] check of which nobody knows, so to it there are no arguments: the [Arg] refuses instead of passing for good.
func One(ctx context.Context, c Check, r *Request) error {
	switch c := c.(type) {
	case nil:
		return ErrRefused
	case *ScopeCheck:
		return c.Check(ctx, r)
	case *tagCheck:
		return c.Check(ctx, r)
	case unrestricted:
		return nil
	case *all:
		return c.Check(ctx, r)
	case *anyOf:
		return c.Check(ctx, r)
	case *made:
		return c.Check(ctx, r)
	case *fact:
		if !c.foreign {
			return c.Check(ctx, r)
		}
	}
	own := r.own()
	if _, known := c.(interface{ argTypes() []reflect.Type }); !known && own.args == argPending {
		own.args = argNone
	}
	if ctx.Done() == nil {
		return protected(ctx, c, own)
	}
	return waited(ctx, c, own)
}

// own is a copy of r for one check of the user, who may keep what it is given, or change it against the rules: neither may
// be felt by the next check, by the function, or by the next request. The checks of a list run side by side.
func (r *Request) own() *Request {
	own := *r
	if r.Principal != nil {
		p := *r.Principal
		own.Principal = &p
	}
	own.Component.Tags, own.Component.Meta = slices.Clone(r.Component.Tags), maps.Clone(r.Component.Meta)
	return &own
}

// protected runs a check of the user. A panic in a method of the error it returns counts as one of the check.
func protected(ctx context.Context, c Check, r *Request) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &PanicError{Check: Describe(c), Value: v}
		}
	}()
	if err := c.Check(ctx, r); err != nil {
		return usable(err)
	}
	if ctx.Err() != nil {
		return fmt.Errorf("running %s: %w", Describe(c), context.Cause(ctx))
	}
	return nil
}

// usable returns err, after calling what is called of it later: a nil pointer in an error panics here or never.
func usable(err error) error {
	if err == ErrRefused {
		return err
	}
	_ = err.Error()
	_, _ = AsShortfall(err)
	_, _ = AsDenial(err)
	return err
}

// PanicError reports a check that panicked. Its text is for the log.
type PanicError struct {
	Check string
	Value any
}

// Error implements error.
func (e *PanicError) Error() string { return fmt.Sprintf("check %s panicked: %v", e.Check, e.Value) }

// CallerOnly reports whether c looks at nothing but the caller, so that its answer is the same for every component of a
// request. False for every check this package did not make.
func CallerOnly(c Check) bool {
	switch c := c.(type) { // no method: a type that embeds a *ScopeCheck would inherit it
	case *ScopeCheck, *fact, *caller, unrestricted:
		return true
	case *made:
		return CallerOnly(c.check)
	case *all:
		return eachCallerOnly(c.checks)
	case *anyOf:
		return eachCallerOnly(c.checks)
	}
	return false
}

// BuiltIn reports whether c is made of this package's own checks only, so that it neither keeps a request nor takes time.
func BuiltIn(c Check) bool {
	switch c := c.(type) {
	case *ScopeCheck, *tagCheck, unrestricted:
		return true
	case *fact:
		return !c.foreign
	case *all:
		return !slices.ContainsFunc(c.checks, func(c Check) bool { return !BuiltIn(c) })
	case *anyOf:
		return !slices.ContainsFunc(c.checks, func(c Check) bool { return !BuiltIn(c) })
	}
	return false
}

// Describe names c for policy tables, logs and audit: the text of the annotation where there is one.
func Describe(c Check) (text string) {
	defer func() {
		if recover() != nil {
			text = fmt.Sprintf("%T", c)
		}
	}()
	switch c := c.(type) {
	case nil:
		return "nil"
	case fmt.Stringer:
		return c.String()
	default:
		return fmt.Sprintf("%T", c)
	}
}
