package mcpruntime

import (
	"context"
	"errors"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/principal"
)

// outcome is what the guard says. The zero outcome is no decision and refuses.
type outcome uint8

const (
	outcomeNone outcome = iota
	outcomeAllow
	outcomeHidden    // answered like missing
	outcomeMissing   // there is no such component
	outcomeChallenge // only scopes are missing, and the caller may know which
	outcomeDenied    // an explicit refusal
)

// String returns the name used in audit events.
func (o outcome) String() string {
	switch o {
	case outcomeAllow:
		return "allow"
	case outcomeHidden:
		return "hidden"
	case outcomeMissing:
		return "missing"
	case outcomeChallenge:
		return "challenge"
	case outcomeDenied:
		return "denied"
	default:
		return "none"
	}
}

// The reasons of refusals in audit events.
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

// decision is an outcome and what has to be said about it.
type decision struct {
	outcome outcome
	// concealed says that the decision is that for a missing component: a challenge may only name what every use needs,
	// and lists show nothing.
	concealed bool
	// unread says that the caller may, but that the arguments were wrong and nothing ran.
	unread bool
	short  *check.Shortfall // what a challenge names; of a hidden component, for audit only
	err    error            // the refusal, for audit and log; a check.Denial also for the caller
	by     check.Check      // the refusing check, for audit
}

// query is what the decisions of one protocol request have in common. It is used by one goroutine.
type query struct {
	enforced   bool // false only over stdio without a token
	request    check.Request
	at         *component // what request is about
	server     verdict    // of the server layer's caller part
	serverDone bool
}

func newQuery(p *principal.Principal, phase check.Phase, rolesClaim []string, enforced bool) *query {
	q := &query{enforced: enforced, request: *check.Begin(p, phase, rolesClaim)}
	return q
}

func (q *query) anonymous() bool { return q.request.Principal == nil }

// about returns the request to decide on c with.
func (q *query) about(c *component) *check.Request {
	if q.at != c {
		q.at, q.request.Component = c, c.id
	}
	q.request.WithoutArguments()
	return &q.request
}

// challenge asks for scopes. Nobody is challenged who has no principal, whatever a check says.
func (q *query) challenge(short *check.Shortfall) decision {
	if q.anonymous() {
		return decision{outcome: outcomeDenied, short: short}
	}
	return decision{outcome: outcomeChallenge, short: short}
}

// conceal is the decision for a component that does not exist, or not for this caller: d, or a challenge for the carried
// scopes, which any name would cost.
func (q *query) conceal(carried *check.Shortfall, d decision) decision {
	if carried != nil {
		d = q.challenge(carried)
	}
	d.concealed = true
	return d
}

// denial is the text of a check.Deny, "" for other refusals.
func (v *verdict) denial() string { return denialText(v.err) }

// denied is the decision for a refusal that the caller may know of.
func (v *verdict) denied() decision {
	return decision{outcome: outcomeDenied, by: v.by, err: v.err, short: v.short}
}

// hidden is the decision for a refusal that the caller must not know of.
func (v *verdict) hidden() decision {
	return decision{outcome: outcomeHidden, by: v.by, err: v.err, short: v.short}
}

// text is what an explicit refusal may say: the text of a check.Deny, or "".
func (d *decision) text() string {
	if d.outcome != outcomeDenied {
		return ""
	}
	return denialText(d.err)
}

// reason is the code for audit.
func (d *decision) reason() string {
	switch {
	case d.unread:
		return reasonArguments
	case d.outcome == outcomeMissing:
		return reasonUnknown
	case d.err != nil:
		return failureReason(d.err)
	case d.short != nil:
		return reasonScopes
	}
	return ""
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
