using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>
/// Double opt-in: the contact is stored at once, without the lists; the confirmation e-mail becomes an event of a message; the link in it puts the contact on the
/// lists, sets the attribute <c>DOUBLE_OPT-IN</c>, and leads on to the page that the caller named.
/// </summary>
internal sealed class DoubleOptInEndpoints(BrevoService service)
{
    private const string Prefix = "/doi";
    private const string Attribute = "DOUBLE_OPT-IN";

    public static bool Covers(PathString path) => path.StartsWithSegments(Prefix, StringComparison.Ordinal);

    public static Uri LinkOf(BrevoService service, DoubleOptIn asked) => new(service.Origin, $"{Prefix}/{asked.Token}");

    public void Map(BrevoRoutes routes, IEndpointRouteBuilder endpoints)
    {
        routes.Map("POST", "/contacts/doubleOptinConfirmation", AskAsync);
        endpoints.MapGet($"{Prefix}/{{token}}", Confirm);
    }

    private async ValueTask<BrevoAnswer> AskAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        var given = BrevoRequest.Text(body, "email") ?? throw BrevoError.Missing("email is missing");
        if (!Identifiers.TryEmail(given, out var email))
            throw BrevoError.Invalid("Invalid email address");
        if (BrevoRequest.Numbers(body, "includeListIds") is not { Length: > 0 } included)
            throw BrevoError.Missing("includeListIds is missing");
        var excluded = BrevoRequest.Numbers(body, "excludeListIds") ?? [];
        var templateId = BrevoRequest.Number(body, "templateId") ?? throw BrevoError.Missing("templateId is missing");
        if (templateId <= 0)
            throw BrevoError.Invalid("Template ID does not exist");
        if (
            !Uri.TryCreate(
                BrevoRequest.Text(body, "redirectionUrl") ?? throw BrevoError.Missing("redirectionUrl is missing"),
                UriKind.Absolute,
                out var redirection
            ) || redirection.Scheme is not ("http" or "https")
        )
            throw BrevoError.Invalid("redirectionUrl is not valid");

        var (isNew, asked) = service.Store.Update(store =>
        {
            var lists = included.Select(id => store.List(id) ?? throw BrevoError.Invalid("List ID does not exist")).ToList();
            var change = new ContactChange { Email = email };
            if (BrevoRequest.Member(body, "attributes") is { ValueKind: JsonValueKind.Object } attributes)
                change.ReadAttributes(
                    store,
                    attributes.EnumerateObject().Select(static member => (member.Name, RawValue.From(member.Value))),
                    emptyErases: service.Options.BrevoChoices.EmptyTextClears,
                    nullIsEmpty: false,
                    strict: true,
                    service.Options.BrevoChoices
                );
            var target = store.ByEmail(email);
            if (change.Conflicts(store, target).Any())
                throw BrevoError.Duplicate("Another contact has one of the identifiers");
            var contact = change.ApplyTo(target, store, service.Now);
            store.Put(contact);
            int[] open = [.. lists.Select(static list => list.Id).Where(id => !excluded.Contains(id))];
            return (target is null, service.DoubleOptIns.Add(contact.Id, email, open, redirection, templateId));
        });
        RecordMail(asked);
        return isNew ? BrevoAnswer.CreatedWithoutBody : BrevoAnswer.NoContent;
    }

    private void RecordMail(DoubleOptIn asked)
    {
        foreach (var kind in (ReadOnlySpan<MessageEventKind>)[MessageEventKind.Sent, MessageEventKind.Delivered])
            service.MessageEvents.Record(
                new MessageEvent
                {
                    Kind = kind,
                    At = service.Now,
                    Email = asked.Email,
                    ContactId = asked.ContactId,
                    MessageId = $"<{asked.Token}@smtp-relay.mailin.fr>",
                    TemplateId = asked.TemplateId,
                }
            );
    }

    /// <summary>What the click on the link does.</summary>
    public static bool Confirm(BrevoService service, DoubleOptIn asked) =>
        service.Store.Update(store =>
        {
            if (store.Contact(asked.ContactId) is not { } contact)
                return false;
            if (store.Attribute(Attribute) is { } definition)
            {
                var change = new ContactChange();
                change.ReadAttributes(
                    store,
                    [(definition.Name, new RawValue(RawKind.Text, "1"))],
                    emptyErases: false,
                    nullIsEmpty: false,
                    strict: false,
                    service.Options.BrevoChoices
                );
                contact = change.ApplyTo(contact, store, service.Now);
                store.Put(contact);
            }

            foreach (var id in asked.ListIds)
            {
                if (store.List(id) is { } list)
                    store.AddMembers(list, [contact.Id]);
            }

            return true;
        });

    private Task Confirm(HttpContext context)
    {
        var asked = service.DoubleOptIns.Find((string)context.Request.RouteValues["token"]!);
        if (asked is null || !Confirm(service, asked))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        context.Response.Redirect(asked.Redirection.AbsoluteUri);
        return Task.CompletedTask;
    }
}
