using System.Text.Json.Nodes;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Testing;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class EmailTemplatesCalls : ConformanceCalls
{
    private const string Html = "<p>Hello {{params.name}}</p>";

    public EmailTemplatesCalls()
    {
        Add("GET /smtp/templates", "EmailTemplates.ListAsync", Repeated.Yes)
            .Full(brevo => brevo.EmailTemplates.ListAsync(Fill.Full<EmailTemplateQuery>()))
            .Minimal(brevo => brevo.EmailTemplates.ListAsync());
        Add("POST /smtp/templates", "EmailTemplates.CreateAsync", Repeated.AfterALook)
            .Full(brevo => brevo.EmailTemplates.CreateAsync(New() with { HtmlUrl = null, HtmlContent = Html }))
            .Full(brevo => brevo.EmailTemplates.CreateAsync(New() with { HtmlContent = null, Sender = MessageSender.FromId(7) }))
            .Minimal(brevo =>
                brevo.EmailTemplates.CreateAsync(
                    new()
                    {
                        Name = "Receipt",
                        Subject = "Your order",
                        Sender = MessageSender.FromId(7),
                        HtmlContent = Html,
                    }
                )
            )
            .Demands("id");
        Add("GET /smtp/templates/{templateId}", "EmailTemplates.GetAsync, EmailTemplates.GetByCustomIdAsync", Repeated.Yes)
            .Full(brevo => brevo.EmailTemplates.GetAsync(7))
            .Full(brevo => brevo.EmailTemplates.GetByCustomIdAsync("receipt"))
            .Minimal(brevo => brevo.EmailTemplates.GetAsync(7));
        Add("PUT /smtp/templates/{templateId}", "EmailTemplates.UpdateAsync, EmailTemplates.UpdateByCustomIdAsync", Repeated.Yes)
            .Full(brevo => brevo.EmailTemplates.UpdateAsync(7, Changed() with { HtmlUrl = null, HtmlContent = Html }))
            .Full(brevo =>
                brevo.EmailTemplates.UpdateByCustomIdAsync(
                    "receipt",
                    Changed() with
                    {
                        HtmlContent = null,
                        Sender = MessageSender.FromId(7),
                    }
                )
            )
            .Minimal(brevo => brevo.EmailTemplates.UpdateAsync(7, new() { IsActive = false }));
        Add("DELETE /smtp/templates/{templateId}", "EmailTemplates.DeleteAsync", Repeated.Yes)
            .Full(brevo => brevo.EmailTemplates.DeleteAsync(7))
            .Minimal(brevo => brevo.EmailTemplates.DeleteAsync(7));
        Add(
                "POST /smtp/templates/{templateId}/sendTest",
                "EmailTemplates.SendTestAsync, EmailTemplates.SendTestToTestListAsync",
                Repeated.No
            )
            .Full(brevo => brevo.EmailTemplates.SendTestAsync(7, [Canaries.Email()]))
            .Minimal(brevo => brevo.EmailTemplates.SendTestToTestListAsync(7));
        Add("POST /smtp/template/preview", "EmailTemplates.PreviewAsync", Repeated.Yes)
            .Full(brevo =>
                brevo.EmailTemplates.PreviewAsync(
                    new()
                    {
                        TemplateId = 7,
                        Email = Canaries.Email(),
                        Params = new JsonObject { ["name"] = "Ada" },
                    }
                )
            )
            .Minimal(brevo => brevo.EmailTemplates.PreviewAsync(new() { TemplateId = 7, Params = [] }));
    }

    private static CreateEmailTemplateRequest New() =>
        Fill.Full<CreateEmailTemplateRequest>() with
        {
            Sender = MessageSender.FromEmail(Canaries.Email(), "Shop"),
        };

    private static UpdateEmailTemplateRequest Changed() =>
        Fill.Full<UpdateEmailTemplateRequest>() with
        {
            Sender = MessageSender.FromEmail(Canaries.Email(), "Shop"),
        };
}
