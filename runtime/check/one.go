package check

import (
	"context"
	"fmt"
	"sync/atomic"
)

// One evaluates one check: nil refuses, a panic is a refusal, and so is a context that ends while a check that is not
// built in runs. Such a check is then left behind: it should heed its context, but a caller does not wait for it. It may
// hold an [Arg] check of which nobody knows, so to it there are no arguments: the [Arg] refuses instead of passing for good.
func One(ctx context.Context, c Check, r *Request) error {
	if c == nil {
		return ErrRefused
	}
	t := traitsOf(c)
	if t.ours {
		return c.Check(ctx, r)
	}
	own := r.own()
	if t.argument == nil && own.args == argPending {
		own.args = argNone
	}
	if ctx.Done() == nil {
		return protected(ctx, c, own)
	}
	return withinContext(ctx, c, own)
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

// withinContext runs a check of the user and waits for it no longer than the context lives.
func withinContext(ctx context.Context, c Check, r *Request) error {
	if r.hanging.full() {
		return errFull
	}
	hanging := r.hanging
	var settled atomic.Bool // the check ended, or nobody waits for it any more
	result := make(chan error, 1)
	go func() {
		result <- protected(ctx, c, r)
		if !settled.CompareAndSwap(false, true) {
			hanging.add(-1)
		}
	}()
	select {
	case err := <-result:
		return err
	case <-ctx.Done():
		if settled.CompareAndSwap(false, true) {
			hanging.add(1)
		}
		return fmt.Errorf("waiting for %s: %w", Describe(c), context.Cause(ctx))
	}
}

// errFull refuses a check that was not asked. It counts as a timeout.
var errFull = fmt.Errorf("too many checks hang: %w", context.DeadlineExceeded)
