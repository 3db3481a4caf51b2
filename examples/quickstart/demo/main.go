// Command demo shows the main job end to end: it generates the quickstart's server into a clean tree, serves it on
// loopback with the embedded issuer, and calls every tool over HTTP as five callers. It ends with exit code 0 only if
// what it saw is what the policy says.
package main

import (
	"context"
	"fmt"
	"os"
	"time"
)

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1)
	}
}

// run carries out the steps in order and prints what each of them showed.
func run(ctx context.Context) error {
	fmt.Println("1. Generate the notes package's server into a clean tree")
	if err := generate(ctx, os.Stdout); err != nil {
		return err
	}
	fmt.Println("\n2. Serve it on loopback, with the embedded issuer")
	world, err := start(ctx)
	if err != nil {
		return err
	}
	defer world.close()
	fmt.Printf("   endpoint %s\n   issuer   %s\n", world.resource, world.issuer.URL())

	fmt.Println("\n3. Call every tool as five callers, with mcp-go's client, in both protocol eras")
	var seen []row
	for _, era := range eras {
		rows, err := observe(ctx, world, era)
		if err != nil {
			return fmt.Errorf("protocol %s: %w", era, err)
		}
		if err := sameAsPolicy(rows); err != nil {
			return fmt.Errorf("protocol %s: %w", era, err)
		}
		seen = rows
	}
	printTable(os.Stdout, seen)
	fmt.Printf("\n%d outcomes, in protocol %s and in %s: all as the policy says.\n", len(seen), eras[0], eras[1])
	return nil
}
