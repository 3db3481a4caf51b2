package check_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/principal"
)

// Checks of all shapes, and what each refusal is.
func Example() {
	premium := check.Bool("premium", func(r *check.Request) bool {
		if r.Principal == nil {
			return false
		}
		plan, _ := r.Principal.Claims.String("plan")
		return plan == "premium"
	})
	verified := check.Named("verified", func(_ context.Context, r *check.Request) error {
		if r.Principal == nil {
			return check.ErrRefused
		}
		if ok, _ := r.Principal.Claims.Bool("email_verified"); !ok {
			return check.Deny("verify your mail first") // the caller reads this
		}
		return nil
	})
	employee := check.Caller("employee", func(_ context.Context, p *principal.Principal) (bool, error) {
		return p != nil && p.Issuer == "https://staff.example.com", nil // runs once for a whole list
	})

	claims, err := principal.ClaimsFromJSON([]byte(`{"plan":"premium"}`))
	if err != nil {
		panic(err)
	}
	ada := &principal.Principal{Issuer: "https://staff.example.com", Subject: "ada", Scopes: principal.SetOf("read"), Claims: claims}
	for _, c := range []check.Check{premium, verified, employee, check.Scopes("read"), check.Scopes("write"), check.Any(check.Agent(), premium)} {
		err := check.One(context.Background(), c, check.Begin(ada, check.Call, nil))
		kind := "passes"
		if _, ok := check.AsShortfall(err); ok {
			kind = "lacks scopes"
		} else if denial, ok := check.AsDenial(err); ok {
			kind = "denies: " + denial.Message()
		} else if err != nil {
			kind = "refuses"
		}
		fmt.Println(check.Describe(c), kind)
	}
	// Output:
	// premium passes
	// verified denies: verify your mail first
	// employee passes
	// scopes(read) passes
	// scopes(write) lacks scopes
	// any(agent, premium) passes
}

// A check on arguments counts as passed in lists, where there are none, and decides a call.
func ExampleArg() {
	type input struct{ ID string }
	owner := map[string]string{"1": "ada"}
	owns := check.Arg("owns($id)", func(_ context.Context, r *check.Request, in *input) error {
		if r.Principal == nil || owner[in.ID] != r.Principal.Subject {
			return check.ErrRefused
		}
		return nil
	})
	for _, id := range []string{"1", "2"} {
		r := check.Begin(&principal.Principal{Issuer: "https://login.example.com", Subject: "ada"}, check.Call, nil)
		r.WithArguments(&input{ID: id})
		err := check.Run(context.Background(), []check.Check{check.Authenticated(), owns}, r)
		fmt.Println(id, errors.Is(err, check.ErrRefused))
	}
	// Output:
	// 1 false
	// 2 true
}
