package guard

import "github.com/mcpgen/mcpgen/runtime/check"

// Query is what the decisions of one protocol request have in common. It is used by one goroutine. The zero Query asks for
// a caller without a principal.
type Query struct {
	skip       bool // no check is asked; only over stdio without a token
	request    check.Request
	at         *Target // what request is about
	server     verdict // of the server layer's caller part
	serverDone bool
}

// NewQuery begins the decisions for the caller and phase of r.
func NewQuery(r *check.Request) *Query { return &Query{request: *r} }

// InsecureSkipChecks is a query that every component passes, for a transport whose client owns the process.
func InsecureSkipChecks() *Query { return &Query{skip: true} }

// Copy is a query for another goroutine of the same request. What q has found out about the caller holds for it, too.
func (q *Query) Copy() *Query {
	own := *q
	own.at = nil
	return &own
}

func (q *Query) anonymous() bool { return q.request.Principal == nil }

// about returns the request to decide on t with.
func (q *Query) about(t *Target) *check.Request {
	if q.at != t {
		q.at, q.request.Component = t, t.ID
	}
	q.request.WithoutArguments()
	return &q.request
}

// challenge asks for scopes. Nobody is challenged who has no principal, whatever a check says.
func (q *Query) challenge(short *check.Shortfall) Decision {
	if q.anonymous() {
		return Decision{Outcome: Denied, Short: short}
	}
	return Decision{Outcome: Challenge, Short: short}
}

// conceal is the decision for a component that does not exist, or not for this caller: d, or a challenge for the carried
// scopes, which any name would cost.
func (q *Query) conceal(carried *check.Shortfall, d Decision) Decision {
	if carried != nil {
		d = q.challenge(carried)
	}
	d.concealed = true
	return d
}
