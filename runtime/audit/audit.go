// Package audit records what was decided: who wanted what, and how it ended.
package audit

import (
	"context"
	"time"

	"github.com/mcpgen/mcpgen/runtime/principal"
)

// Event is one decision. Its fields are stable: new ones may come, none changes its meaning. It never holds a token, an
// argument value or anything a caller sent other than the name asked for, and that cut to 128 bytes.
type Event struct {
	// Time is when the decision was made.
	Time time.Time `json:"time"`
	// Transport is "http", "stdio", "in_process" or "unknown".
	Transport string `json:"transport"`
	// Method is the protocol method, as "tools/call"; "" when a credential was refused before the message was read.
	Method string `json:"method,omitempty"`
	// Kind and Name say what was asked for, as "tool" and its name, or a resource and its URI or template; empty for lists. Of
	// what is not there, Name is what the caller wrote.
	Kind string `json:"kind,omitempty"`
	Name string `json:"name,omitempty"`
	// Outcome is "allow", "hidden", "missing", "challenge", "denied", "unauthenticated", "forbidden" or "unavailable".
	Outcome string `json:"outcome"`
	// Reason is a code: of the mandate's refusal, or "scopes", "check", "check_error", "check_panic", "check_timeout", "unknown"; beside the
	// outcome "allow" it is "invalid_arguments" when the caller may but nothing ran.
	Reason string `json:"reason,omitempty"`
	// Check is the refusing check as it is annotated.
	Check string `json:"check,omitempty"`
	// MissingScopes are the scopes that the caller lacks, hidden components included.
	MissingScopes []string `json:"missing_scopes,omitempty"`
	// Error is the detail of a failure inside a check or verifier; it is for operators only.
	Error string `json:"error,omitempty"`
	// Shown and Total count the components of a list.
	Shown int `json:"shown,omitempty"`
	Total int `json:"total,omitempty"`
	// Caller says who asked; the zero Caller when there was no verified mandate.
	Caller Caller `json:"caller,omitzero"`
	// Latency is the time from reading the request to the decision; in JSON it is in nanoseconds.
	Latency time.Duration `json:"latency_ns"`
}

// Caller are the identifying parts of a principal.
type Caller struct {
	Issuer           string `json:"issuer,omitempty"`
	Subject          string `json:"subject,omitempty"`
	ClientID         string `json:"client_id,omitempty"`
	ZoneID           string `json:"zone_id,omitempty"`
	SessionID        string `json:"session_id,omitempty"`
	AgentSessionID   string `json:"agent_session_id,omitempty"`
	DelegationEdgeID string `json:"delegation_edge_id,omitempty"`
	HopCount         int64  `json:"hop_count,omitempty"`
}

// CallerOf returns the identifying parts of p; the zero Caller for nil.
func CallerOf(p *principal.Principal) Caller {
	if p == nil {
		return Caller{}
	}
	return Caller{
		Issuer: p.Issuer, Subject: p.Subject, ClientID: p.ClientID, ZoneID: p.ZoneID, SessionID: p.SessionID,
		AgentSessionID: p.AgentSessionID, DelegationEdgeID: p.DelegationEdgeID, HopCount: p.HopCount,
	}
}

// Sink keeps events. Record is called concurrently, before the decision takes effect: an error means that the event may
// not have been written, and the server refuses the request. Record must not keep MissingScopes.
type Sink interface {
	Record(ctx context.Context, e Event) error
}
