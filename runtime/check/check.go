package check

import (
	"context"
)

// Func makes a Check from a function. A nil Func refuses.
type Func func(ctx context.Context, r *Request) error

// Check calls f.
func (f Func) Check(ctx context.Context, r *Request) error {
	if f == nil {
		return ErrRefused
	}
	return f(ctx, r)
}

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
