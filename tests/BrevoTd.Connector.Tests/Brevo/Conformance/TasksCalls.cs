using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class TasksCalls : ConformanceCalls
{
    public TasksCalls()
    {
        Add("GET /crm/tasks", "Tasks.ListAsync", Repeated.Yes)
            .Full(brevo => brevo.Tasks.ListAsync(Fill.Full<CrmTaskQuery>() with { Due = CrmTaskDue.Range }))
            .Minimal(brevo => brevo.Tasks.ListAsync());
        Add("POST /crm/tasks", "Tasks.CreateAsync", Repeated.AfterALook)
            .Full(brevo => brevo.Tasks.CreateAsync(Fill.Full<CreateCrmTaskRequest>()))
            .Minimal(brevo => brevo.Tasks.CreateAsync(Fill.Minimal<CreateCrmTaskRequest>()))
            .Demands("id")
            .Otherwise("date", "milliseconds are always written");
        Add("GET /crm/tasks/{id}", "Tasks.GetAsync", Repeated.Yes)
            .Full(brevo => brevo.Tasks.GetAsync("61a5"))
            .Minimal(brevo => brevo.Tasks.GetAsync("61a5"));
        Add("PATCH /crm/tasks/{id}", "Tasks.UpdateAsync", Repeated.Yes)
            .Full(brevo => brevo.Tasks.UpdateAsync("61a5", Fill.Full<UpdateCrmTaskRequest>()))
            .Minimal(brevo => brevo.Tasks.UpdateAsync("61a5", new UpdateCrmTaskRequest()));
        Add("DELETE /crm/tasks/{id}", "Tasks.DeleteAsync", Repeated.Yes)
            .Full(brevo => brevo.Tasks.DeleteAsync("61a5"))
            .Minimal(brevo => brevo.Tasks.DeleteAsync("61a5"));
        Add("GET /crm/tasktypes", "Tasks.ListTypesAsync", Repeated.Yes)
            .Full(brevo => brevo.Tasks.ListTypesAsync())
            .Minimal(brevo => brevo.Tasks.ListTypesAsync());
    }
}
