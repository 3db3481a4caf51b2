// Package session is what outlives one request: the session ids of the older protocol, which are bound to their caller and
// kept nowhere ([IDs]); what its clients have told this process ([Clients]) and which calls they run ([Running]); and the
// state of input-required results, which a client carries and cannot read ([States]).
package session
