package check

import (
	"context"
	"reflect"
)

// argState says what a request knows of the arguments. The zero state refuses every argument check: nobody may use one
// where there are no arguments, such as the server layer.
type argState uint8

const (
	argNone    argState = iota // there are none here
	argPending                 // not decoded yet, or a list: argument checks count as passed
	argKnown                   // decoded
)

// Arg makes a check on the decoded arguments, as owns($id). It may stand anywhere in a policy, also inside [All] and
// [Any]. While the arguments are not decoded it counts as passed; with them the checks that hold it are evaluated again,
// and a refusal is answered as denied, not hidden. A nil function refuses.
func Arg[In any](name string, f func(ctx context.Context, r *Request, in *In) error) Check {
	return &arg[In]{name, f}
}

type arg[In any] struct {
	name string
	f    func(context.Context, *Request, *In) error
}

func (a *arg[In]) Check(ctx context.Context, r *Request) error {
	if r.args == argPending {
		return nil
	}
	in, ok := r.value.(*In)
	if a.f == nil || r.args != argKnown || !ok || in == nil {
		return ErrRefused
	}
	return a.f(ctx, r, in)
}

func (a *arg[In]) String() string           { return a.name }
func (a *arg[In]) argTypes() []reflect.Type { return []reflect.Type{reflect.TypeFor[In]()} }

// ArgTypes returns the argument types that the [Arg] checks in c need; none when c has no such check.
func ArgTypes(c Check) []reflect.Type {
	if has, ok := c.(interface{ argTypes() []reflect.Type }); ok {
		return has.argTypes()
	}
	return nil
}

func argTypesOf(checks []Check) []reflect.Type {
	var types []reflect.Type
	for _, c := range checks {
		types = append(types, ArgTypes(c)...)
	}
	return types
}

// WithoutArguments makes argument checks count as passed in decisions on r.
func (r *Request) WithoutArguments() { r.args, r.value = argPending, nil }

// WithArguments gives argument checks in decisions on r the decoded arguments: a pointer to the type they were made for.
func (r *Request) WithArguments(in any) { r.args, r.value = argKnown, in }
