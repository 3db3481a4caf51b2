package mcpruntime

import (
	"context"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/mcpgen/mcpgen/runtime/check"
)

// answerList filters, then pages, then joins what was prepared at registration. member is the list's name in the result.
func (s *Server) answerList(ctx context.Context, x *exchange, member string, all []*component) *reply {
	m := x.msg
	from, ok := parseCursor(m.cursor)
	if !ok {
		return errorReply(m, &wireError{
			status: m.errorStatus(codeInvalidParams), code: codeInvalidParams, message: "invalid cursor",
		})
	}
	visible, layer := s.visible(ctx, x, all)
	if s.recordList(ctx, x, layer, len(visible), len(all)) != nil {
		return unavailableReply(x)
	}
	from = min(from, len(visible))
	page := visible[from:min(from+s.config.PageSize, len(visible))]

	size := 256 + len(s.identity) + len(m.id)
	for _, c := range page {
		size += len(c.listing) + 1
	}
	body := s.cacheHints(s.beginResult(make([]byte, 0, size), m), m)
	body = append(append(append(body, '"'), member...), `":[`...)
	for i, c := range page {
		if i > 0 {
			body = append(body, ',')
		}
		body = append(body, c.listing...)
	}
	body = append(body, ']')
	if from+len(page) < len(visible) {
		body = append(append(append(body, `,"nextCursor":"`...), cursor(from+len(page))...), '"')
	}
	return &reply{status: http.StatusOK, body: append(body, '}', '}', '\n')}
}

// visible returns the components that x may see, and what the server layer said.
func (s *Server) visible(ctx context.Context, x *exchange, all []*component) ([]*component, *verdict) {
	ctx, cancel := s.checked(ctx)
	defer cancel()
	q := s.query(x, check.List)
	shown := make([]*component, 0, len(all))
	var slow []bool
	if s.slowChecks.Load() && len(all) > 1 {
		slow = s.visibleSlowly(ctx, q, all)
	}
	for i, c := range all {
		if slow != nil && slow[i] || slow == nil && s.guard.shows(ctx, q, c) {
			shown = append(shown, c)
		}
	}
	return shown, &q.server
}

// maxListWorkers bounds how many components of one list are decided side by side.
const maxListWorkers = 16

// visibleSlowly decides on components side by side, because their checks may wait for something. Each worker has a query
// of its own, in which caller checks still run once for all.
func (s *Server) visibleSlowly(ctx context.Context, q *query, all []*component) []bool {
	s.guard.serverLayer(ctx, q)
	shown := make([]bool, len(all))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(maxListWorkers, len(all)) {
		workers.Go(func() {
			own := *q
			for i := next.Add(1) - 1; i < int64(len(all)); i = next.Add(1) - 1 {
				shown[i] = s.guard.shows(ctx, &own, all[i])
			}
		})
	}
	workers.Wait()
	return shown
}

// A cursor is the number of components already shown to this caller: it says nothing about those that are hidden.
func cursor(shown int) string {
	return base64.RawURLEncoding.EncodeToString([]byte("shown:" + strconv.Itoa(shown)))
}

func parseCursor(text string) (shown int, ok bool) {
	if text == "" {
		return 0, true
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return 0, false
	}
	digits, found := strings.CutPrefix(string(raw), "shown:")
	shown, err = strconv.Atoi(digits)
	return shown, found && err == nil && shown > 0
}
