package check

import (
	"context"
	"reflect"
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

func (a *arg[In]) String() string        { return a.name }
func (a *arg[In]) argType() reflect.Type { return reflect.TypeFor[In]() }
