// Package results has signatures as public services have them, by what they return.
//
//mcp:type *Response omit
package results

import (
	"context"
	"errors"
	"fmt"
)

//go:generate go run github.com/mcpgen/mcpgen/cmd/mcpgen

// Client calls an API.
type Client struct{}

// User is a person.
type User struct {
	ID   int
	Name string
	Boss *User
}

// Response is what came beside a value; no model needs it.
type Response struct{ Status int }

var errOdd = errors.New("odd")

func odd(id int) error {
	if id%2 == 1 {
		return fmt.Errorf("%d: %w", id, errOdd)
	}
	return nil
}

//mcp:tool name=client_nothing
func (c *Client) Nothing(ctx context.Context) {}

//mcp:tool
func (c *Client) OnlyError(id int) error { return odd(id) }

//mcp:tool
func (c *Client) Value(id int) User { return User{ID: id} }

//mcp:tool
func (c *Client) ValueError(id int) (User, error) { return User{ID: id}, odd(id) }

//mcp:tool
func (c *Client) Pointer(id int) (*User, error) { return &User{ID: id, Name: "Ann"}, odd(id) }

//mcp:tool
func (c *Client) List(n int) ([]*User, error) { return make([]*User, n), nil }

//mcp:tool
func (c *Client) Number() int { return 7 }

//mcp:tool
func (c *Client) Divide(a, b int) (quotient, remainder int, err error) {
	if b == 0 {
		return 0, 0, errors.New("division by zero")
	}
	return a / b, a % b, nil
}

//mcp:tool
func (c *Client) MinMax(numbers []int) (least, most int) {
	for i, n := range numbers {
		if i == 0 || n < least {
			least = n
		}
		most = max(most, n)
	}
	return least, most
}

//mcp:tool
//mcp:result user,score
func (c *Client) Scored(id int) (*User, float64, error) { return &User{ID: id}, 0.5, odd(id) }

//mcp:tool
//mcp:result user,_
func (c *Client) LeftOut(id int) (*User, int, error) { return &User{ID: id}, 1, nil }

//mcp:tool
//mcp:result _
func (c *Client) AllLeftOut(id int) (int, error) { return id, odd(id) }

//mcp:tool
//mcp:result total
func (c *Client) NamedOne() int { return 3 }

//mcp:tool
func (c *Client) Get(ctx context.Context, id int) (*User, *Response, error) {
	return &User{ID: id}, &Response{200}, odd(id)
}

//mcp:tool
func (c *Client) GetNamed(ctx context.Context, id int) (user *User, resp *Response, err error) {
	return &User{ID: id}, &Response{200}, nil
}

//mcp:tool
func (c *Client) Delete(ctx context.Context, id int) (*Response, error) { return nil, odd(id) }

//mcp:tool
func (c *Client) Page(ctx context.Context, token string) (users []User, next string, resp *Response, err error) {
	return []User{{ID: 1}}, token + "x", nil, nil
}

//mcp:tool
func (c *Client) Lookup(id int) (User, bool) { return User{ID: id}, id > 0 }

//mcp:tool
func (c *Client) LookupError(id int) (*User, bool, error) {
	if id == 0 {
		return nil, false, nil
	}
	return &User{ID: id}, true, odd(id)
}

//mcp:tool
func (c *Client) LookupNamed(name string) (user User, ok bool) { return User{Name: name}, name != "" }

//mcp:tool
func (c *Client) Has(id int) (bool, error) { return id > 0, nil }

//mcp:tool
func (c *Client) Some(n int) (names []string, truncated bool) { return []string{"a"}, n > 1 }

//mcp:tool
//mcp:result text,words,counts
func (c *Client) Words(text string) (string, []string, map[string]int, error) {
	return text, nil, nil, nil
}

//mcp:tool
func (c *Client) OddNames(id int) (ctx int, in string, err2 bool, string float64, err error) {
	return id, "in", true, 1.5, nil
}

//mcp:resource uri=users://{id}
func (c *Client) UserResource(id int) (User, bool) { return User{ID: id}, id > 0 }

//mcp:resource uri=users://{id}/score
func (c *Client) ScoreResource(id int) (score float64, games int, err error) { return 0.5, id, nil }
