// Package stream carries what a request is told beside its answer: an [Outlet] is where the sender of one request is
// reached, [Events] writes server-sent events over HTTP.
package stream
