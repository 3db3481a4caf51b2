package blog

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/mcpgen/mcpgen/runtime/devissuer"
	"github.com/mcpgen/mcpgen/runtime/runtimetest"
)

// table is a database with one post.
type table struct{}

func (table) Exec(_ context.Context, _ string, args ...any) (pgconn.CommandTag, error) {
	if args[0] == int64(1) {
		return pgconn.NewCommandTag("DELETE 1"), nil
	}
	return pgconn.NewCommandTag("DELETE 0"), nil
}

func (table) Query(context.Context, string, ...any) (pgx.Rows, error) {
	return nil, errors.New("no rows here")
}

func (table) QueryRow(_ context.Context, _ string, args ...any) pgx.Row { return row{args} }

type row struct{ args []any }

func (r row) Scan(dest ...any) error {
	if len(dest) == 1 {
		*dest[0].(*int64) = 1
		return nil
	}
	if r.args[0] == int64(404) {
		return pgx.ErrNoRows
	}
	*dest[0].(*int64) = 1
	*dest[1].(*string) = "A title"
	*dest[3].(*PostStatus) = PostStatusDraft
	*dest[4].(*time.Time) = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	if title, ok := r.args[0].(string); ok {
		*dest[1].(*string), *dest[2].(**string) = title, r.args[1].(*string)
	}
	return nil
}

func TestCalls(t *testing.T) {
	site := runtimetest.Start(t, runtimetest.Options{}, New(table{}).RegisterMCP)
	reader := site.Client(site.Token(devissuer.Claims{Subject: "ann", Scopes: []string{"posts:read"}}))
	writer := site.Client(site.Token(devissuer.Claims{Subject: "ann", Scopes: []string{"posts:read", "posts:write"}}))
	for _, call := range []struct {
		by   *runtimetest.Client
		tool string
		args map[string]any
		want string
	}{
		{reader, "get_post", map[string]any{"id": 1}, `{"ID":1,"Title":"A title","Body":null,"Status":"draft","CreatedAt":"2026-01-02T03:04:05Z"}`},
		{reader, "get_post", map[string]any{"id": 404}, `no rows in result set`},
		{reader, "count_posts", map[string]any{"status": "draft"}, `1`},
		{reader, "list_posts", map[string]any{"createdAt": "2026-01-01T00:00:00Z"}, `no rows here`},
		{reader, "create_post", map[string]any{"Title": "New", "Status": "draft"}, `challenge [posts:write]`},
		{writer, "create_post", map[string]any{"Title": "New", "Body": "Text", "Status": "draft"},
			`{"ID":1,"Title":"New","Body":"Text","Status":"draft","CreatedAt":"2026-01-02T03:04:05Z"}`},
		{writer, "delete_post", map[string]any{"id": 2}, `0`},
	} {
		if got := runtimetestAnswer(call.by.Call(t.Context(), call.tool, call.args)); got != call.want {
			t.Errorf("%s %v: %s, want %s", call.tool, call.args, got, call.want)
		}
	}
}

func runtimetestAnswer(r runtimetest.Result) string {
	if r.Outcome == "challenge" {
		return "challenge [" + r.MissingScopes[len(r.MissingScopes)-1] + "]"
	}
	return r.Text
}
