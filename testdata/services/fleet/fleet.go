// Package fleet is the client of a Kubernetes controller, as an operations team has it.
package fleet

import (
	"context"
	"fmt"
	"io"
	"iter"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/cache"
)

//go:generate go tool mcpgen

// Controller watches workloads.
type Controller struct {
	Clients   kubernetes.Interface
	Config    *rest.Config
	Informers []cache.SharedIndexInformer
}

// Workload is a deployment and how it does.
type Workload struct {
	Name     types.NamespacedName `json:"-"`
	Key      string               `json:"key"`
	Image    string               `json:"image"`
	Wanted   int32                `json:"wanted"`
	Ready    int32                `json:"ready"`
	Paused   *bool                `json:"paused,omitempty"`
	Policy   corev1.PullPolicy    `json:"policy"`
	Strategy appsv1.DeploymentStrategyType
}

// ListOption narrows a list.
type ListOption interface{ Apply(*metav1.ListOptions) }

// Workloads lists the deployments of a namespace.
//
//mcp:tool readonly auth=scopes(fleet:read)
func (c *Controller) Workloads(ctx context.Context, namespace string, opts ...ListOption) iter.Seq2[*Workload, error] {
	return func(yield func(*Workload, error) bool) {
		var list metav1.ListOptions
		for _, o := range opts {
			o.Apply(&list)
		}
		deployments, err := c.Clients.AppsV1().Deployments(namespace).List(ctx, list)
		if err != nil {
			yield(nil, err)
			return
		}
		for i := range deployments.Items {
			if !yield(workload(&deployments.Items[i]), nil) {
				return
			}
		}
	}
}

// Workload returns one deployment.
//
//mcp:tool readonly auth=scopes(fleet:read)
func (c *Controller) Workload(ctx context.Context, namespace, name string) (*Workload, bool, error) {
	deployment, err := c.Clients.AppsV1().Deployments(namespace).Get(ctx, name, metav1.GetOptions{})
	if err != nil {
		return nil, false, err
	}
	return workload(deployment), true, nil
}

//mcp:resource for=Controller.Workload uri=fleet://{namespace}/{name} name=deployment auth=scopes(fleet:read)

// Scale sets how many replicas a deployment has, and returns how many it had.
//
//mcp:tool destructive auth=scopes(fleet:write) deny=challenge
//mcp:param replicas min=0 max=50
func (c *Controller) Scale(ctx context.Context, namespace, name string, replicas int32) (before, after int32, err error) {
	scale, err := c.Clients.AppsV1().Deployments(namespace).GetScale(ctx, name, metav1.GetOptions{})
	if err != nil {
		return 0, 0, err
	}
	before = scale.Spec.Replicas
	scale.Spec.Replicas = replicas
	scale, err = c.Clients.AppsV1().Deployments(namespace).UpdateScale(ctx, name, scale, metav1.UpdateOptions{})
	if err != nil {
		return 0, 0, err
	}
	return before, scale.Spec.Replicas, nil
}

// Logs returns the log of a pod.
//
//mcp:tool readonly auth=scopes(fleet:read)
func (c *Controller) Logs(ctx context.Context, namespace, pod string, tail *int64) (io.ReadCloser, error) {
	return c.Clients.CoreV1().Pods(namespace).GetLogs(pod, &corev1.PodLogOptions{TailLines: tail}).Stream(ctx)
}

// Apply applies a manifest.
//
//mcp:tool auth=scopes(fleet:write) deny=challenge
func (c *Controller) Apply(ctx context.Context, manifest io.Reader) (int, error) {
	text, err := io.ReadAll(manifest)
	return strings.Count(string(text), "---") + 1, err
}

func workload(d *appsv1.Deployment) *Workload {
	w := &Workload{
		Key: fmt.Sprint(d.Namespace, "/", d.Name), Ready: d.Status.ReadyReplicas, Strategy: d.Spec.Strategy.Type, Policy: corev1.PullAlways,
	}
	if d.Spec.Replicas != nil {
		w.Wanted = *d.Spec.Replicas
	}
	for _, container := range d.Spec.Template.Spec.Containers {
		w.Image = container.Image
	}
	if d.Spec.Paused {
		w.Paused = &d.Spec.Paused
	}
	return w
}
