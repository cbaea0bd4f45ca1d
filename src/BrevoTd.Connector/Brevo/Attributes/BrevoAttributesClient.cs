using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Definitions of contact attributes. Reached through <see cref="BrevoClient.Attributes"/>.</summary>
/// <remarks>An import ignores attributes that are not defined here, and values of another type, without a word: define them first.</remarks>
public class BrevoAttributesClient
{
    private static readonly ServiceOperation s_list = new("attributes.list", HttpMethod.Get, "contacts/attributes", RepeatRule.Idempotent);

    private static readonly ServiceOperation s_create = new(
        "attributes.create",
        HttpMethod.Post,
        "contacts/attributes/{category}/{name}",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the attributes before sending it again",
    };

    private static readonly ServiceOperation s_update = new(
        "attributes.update",
        HttpMethod.Put,
        "contacts/attributes/{category}/{name}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_delete = new(
        "attributes.delete",
        HttpMethod.Delete,
        "contacts/attributes/{category}/{name}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_deleteOption = new(
        "attributes.delete_option",
        HttpMethod.Delete,
        "contacts/attributes/multiple-choice/{name}/{option}",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoAttributesClient() => _transport = null!;

    internal BrevoAttributesClient(IServiceTransport transport) => _transport = transport;

    /// <summary>Lists every attribute of the account (<c>GET /contacts/attributes</c>); Brevo answers all of them at once.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<ContactAttribute>> ListAsync(CancellationToken cancellationToken = default)
    {
        var answer = await _transport
            .SendAsync(new ServiceRequest(s_list, "contacts/attributes"), BrevoJsonContext.Default.AttributeListAnswer, cancellationToken)
            .ConfigureAwait(false);
        return answer.Attributes ?? [];
    }

    /// <summary>
    /// Creates an attribute (<c>POST /contacts/attributes/{category}/{name}</c>). When the answer is lost, Brevo is asked whether the attribute is there with
    /// the same definition, and it is created again only if it is not.
    /// </summary>
    /// <param name="category">Category.</param>
    /// <param name="name">Name, in capital letters.</param>
    /// <param name="request">What the attribute is.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The definition does not fit the category, or an option is longer than 200 characters.</exception>
    /// <exception cref="ServiceException">The attribute exists already, or Brevo refuses its definition.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task CreateAsync(
        AttributeCategory category,
        string name,
        CreateAttributeRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        AttributeRules.Check(category, request, nameof(request));
        request = request with { Enumeration = Sent(request.Enumeration) };
        return _transport.SendAsync(
            new ServiceRequest(s_create, Path(category, name))
            {
                Content = ServiceContent.Json(request, BrevoJsonContext.Default.CreateAttributeRequest),
                Look = new Look(
                    (_, token) => FindAsync(category, name, request, token),
                    e => e.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Conflict
                ),
            },
            cancellationToken
        );
    }

    /// <summary>Changes an attribute's options or formula (<c>PUT /contacts/attributes/{category}/{name}</c>). Idempotent.</summary>
    /// <param name="category">Category.</param>
    /// <param name="name">Name.</param>
    /// <param name="request">What changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The change does not fit the category, or an option is longer than 200 characters.</exception>
    /// <exception cref="ServiceException">The attribute does not exist, or Brevo refuses the change.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UpdateAsync(
        AttributeCategory category,
        string name,
        UpdateAttributeRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        AttributeRules.Check(category, request, nameof(request));
        request = request with { Enumeration = Sent(request.Enumeration) };
        return _transport.SendAsync(
            new ServiceRequest(s_update, Path(category, name))
            {
                Content = ServiceContent.Json(request, BrevoJsonContext.Default.UpdateAttributeRequest),
            },
            cancellationToken
        );
    }

    /// <summary>Deletes an attribute and its values on every contact (<c>DELETE /contacts/attributes/{category}/{name}</c>).</summary>
    /// <param name="category">Category.</param>
    /// <param name="name">Name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">The attribute does not exist.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteAsync(AttributeCategory category, string name, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_delete, Path(category, name)), cancellationToken);

    /// <summary>
    /// Deletes one option of a <c>multiple-choice</c> attribute, and takes it from every contact that has it
    /// (<c>DELETE /contacts/attributes/multiple-choice/{name}/{option}</c>). A repeat after a lost answer finds no option any more and says so (404).
    /// </summary>
    /// <param name="name">Name of the attribute.</param>
    /// <param name="option">The option.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">The attribute or the option does not exist.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteOptionAsync(string name, string option, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(option);
        return _transport.SendAsync(
            new ServiceRequest(
                s_deleteOption,
                $"contacts/attributes/multiple-choice/{Uri.EscapeDataString(name)}/{Uri.EscapeDataString(option)}"
            ),
            cancellationToken
        );
    }

    private async Task<ServiceAnswer?> FindAsync(
        AttributeCategory category,
        string name,
        CreateAttributeRequest request,
        CancellationToken cancellationToken
    )
    {
        var look = new ServiceRequest(s_list, "contacts/attributes");
        var answer = await _transport.SendForAnswerAsync(look, [], cancellationToken).ConfigureAwait(false);
        var list = _transport.Read(look, answer, BrevoJsonContext.Default.AttributeListAnswer).Attributes ?? [];
        return list.Any(attribute => IsSame(attribute, category, name, request)) ? answer : null;
    }

    private static bool IsSame(ContactAttribute attribute, AttributeCategory category, string name, CreateAttributeRequest request) =>
        string.Equals(attribute.Name, name, StringComparison.OrdinalIgnoreCase)
        && attribute.Category == category
        && (request.Type is null || attribute.Type is null || attribute.Type == request.Type)
        && (request.Value is null || attribute.CalculatedValue == request.Value)
        && (request.Enumeration?.Count ?? 0) == (attribute.Enumeration?.Count ?? 0)
        && (request.MultiCategoryOptions?.Count ?? 0) == (attribute.MultiCategoryOptions?.Count ?? 0);

    // The code of an option is what Brevo answers, not what it takes.
    private static List<AttributeOption>? Sent(IReadOnlyList<AttributeOption>? options) =>
        options?.Select(static option => option with { ValueText = null }).ToList();

    private static string Path(AttributeCategory category, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(category.Value, nameof(category));
        ArgumentException.ThrowIfNullOrEmpty(name);
        return $"contacts/attributes/{Uri.EscapeDataString(category.Value)}/{Uri.EscapeDataString(name)}";
    }
}
