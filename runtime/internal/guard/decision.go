package guard

import (
	"context"
	"errors"

	"github.com/mcpgen/mcpgen/runtime/check"
)

// Outcome is what the guard says. The zero Outcome is no decision and refuses.
type Outcome uint8

// The outcomes.
const (
	None      Outcome = iota
	Allow             // the caller may
	Hidden            // answered like Missing
	Missing           // there is no such component
	Challenge         // only scopes are missing, and the caller may know which
	Denied            // an explicit refusal
)

// String returns the name used in audit events.
func (o Outcome) String() string {
	switch o {
	case Allow:
		return "allow"
	case Hidden:
		return "hidden"
	case Missing:
		return "missing"
	case Challenge:
		return "challenge"
	case Denied:
		return "denied"
	default:
		return "none"
	}
}

// The reasons in audit events.
const (
	reasonScopes  = "scopes"      // scopes are missing
	reasonCheck   = "check"       // a check said no
	reasonError   = "check_error" // a check failed
	reasonPanic   = "check_panic" // a check panicked
	reasonTimeout = "check_timeout"
	reasonUnknown = "unknown" // no such component
	// reasonArguments goes with allow: the caller may, but the arguments were wrong and nothing ran.
	reasonArguments = "invalid_arguments"
)

// Decision is an outcome and what has to be said about it. The zero Decision refuses.
type Decision struct {
	Outcome Outcome
	// WrongArguments says that the caller may, but that the arguments were wrong and nothing ran.
	WrongArguments bool
	Short          *check.Shortfall // what a challenge names; of a hidden component, for audit only
	Err            error            // the refusal, for audit and log; a check.Denial also for the caller
	By             check.Check      // the refusing check, for audit
	// concealed says that the decision is that for a missing component: a challenge may only name what every use needs,
	// and lists show nothing.
	concealed bool
}

// Text is what an explicit refusal may say: the text of a check.Deny, or "".
func (d *Decision) Text() string {
	if d.Outcome != Denied {
		return ""
	}
	return denialText(d.Err)
}

// Reason is the code for audit.
func (d *Decision) Reason() string {
	switch {
	case d.WrongArguments:
		return reasonArguments
	case d.Outcome == Missing:
		return reasonUnknown
	case d.Err != nil:
		return failureReason(d.Err)
	case d.Short != nil:
		return reasonScopes
	}
	return ""
}

// Undecided reports whether it is a refusal only because a check could not decide: it failed, panicked or took too long.
func (d *Decision) Undecided() bool {
	switch d.Reason() {
	case reasonError, reasonPanic, reasonTimeout:
		return true
	}
	return false
}

func denialText(err error) string {
	if d, ok := check.AsDenial(err); ok {
		return d.Message()
	}
	return ""
}

func failureReason(err error) string {
	if err == check.ErrRefused {
		return reasonCheck
	}
	var panicked *check.PanicError
	_, denied := check.AsDenial(err)
	switch {
	case denied:
		return reasonCheck
	case errors.As(err, &panicked):
		return reasonPanic
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return reasonTimeout
	default:
		return reasonError
	}
}
