using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>The attribute calls that companies and deals share.</summary>
/// <param name="objectType"><c>companies</c> or <c>deals</c>.</param>
internal sealed class CrmAttributeCalls(string objectType)
{
    private const int MaxLabelLength = 50;

    private static readonly ServiceOperation s_create = new(
        "crm_attributes.create",
        HttpMethod.Post,
        "crm/attributes",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the attributes and look for the label, which is unique, before sending it again",
    };
    private static readonly ServiceOperation s_update = new(
        "crm_attributes.update",
        HttpMethod.Patch,
        "crm/attributes/{id}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_delete = new(
        "crm_attributes.delete",
        HttpMethod.Delete,
        "crm/attributes/{id}",
        RepeatRule.Idempotent
    );

    public static Task<IReadOnlyList<CrmAttribute>> ListAsync(
        IServiceTransport transport,
        ServiceOperation operation,
        CancellationToken cancellationToken
    ) =>
        transport.SendAsync(
            new ServiceRequest(operation, operation.Route),
            CompaniesJsonContext.Default.IReadOnlyListCrmAttribute,
            cancellationToken
        );

    public async Task<CrmAttributeId> CreateAsync(
        IServiceTransport transport,
        CreateCrmAttributeRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckLabel(request.Label, nameof(request));
        if (
            (request.Type == CrmAttributeType.SingleSelect || request.Type == CrmAttributeType.MultiChoice)
            && request.OptionLabels is not { Count: > 0 }
        )
        {
            throw new ArgumentException($"An attribute of type {request.Type} needs options. Set OptionLabels.", nameof(request));
        }

        var body = new CrmAttributeCreateBody
        {
            AttributeType = request.Type,
            Description = request.Description,
            Label = request.Label,
            ObjectType = objectType,
            OptionsLabels = request.OptionLabels,
        };
        var call = new ServiceRequest(s_create, "crm/attributes")
        {
            Content = ServiceContent.Json(body, CompaniesJsonContext.Default.CrmAttributeCreateBody),
        };
        var answer = await transport
            .SendAsync(call, CompaniesJsonContext.Default.CrmCreatedAnswer, cancellationToken)
            .ConfigureAwait(false);
        return answer.Id is { } id ? new CrmAttributeId(id) : throw MissingMember.Of(s_create, HttpStatusCode.OK, "id");
    }

    public Task UpdateAsync(
        IServiceTransport transport,
        CrmAttributeId id,
        UpdateCrmAttributeRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request is { Label: null, Options: null })
        {
            throw new ArgumentException("Nothing changes. Set the label, the options, or both.", nameof(request));
        }

        if (request.Label is not null)
        {
            CheckLabel(request.Label, nameof(request));
        }

        if (request.Options?.Any(option => string.IsNullOrEmpty(option.Key) || string.IsNullOrEmpty(option.Value)) == true)
        {
            throw new ArgumentException("An option has no key or no label. Brevo wants both of each option.", nameof(request));
        }

        var body = new CrmAttributeUpdateBody
        {
            Label = request.Label,
            OptionsLabels = request.Options,
            ObjectType = objectType,
        };
        return transport.SendAsync(
            new ServiceRequest(s_update, Path(id))
            {
                Content = ServiceContent.Json(body, CompaniesJsonContext.Default.CrmAttributeUpdateBody),
            },
            cancellationToken
        );
    }

    public static Task DeleteAsync(IServiceTransport transport, CrmAttributeId id, CancellationToken cancellationToken) =>
        transport.SendAsync(new ServiceRequest(s_delete, Path(id)), cancellationToken);

    private static string Path(CrmAttributeId id) => $"crm/attributes/{PathSegment.Of(id.Value, "id of the attribute", nameof(id))}";

    private static void CheckLabel(string label, string parameter)
    {
        if (string.IsNullOrWhiteSpace(label) || label.Length > MaxLabelLength)
        {
            throw new ArgumentException($"A label has 1 to {MaxLabelLength} characters. Give another one.", parameter);
        }
    }
}
