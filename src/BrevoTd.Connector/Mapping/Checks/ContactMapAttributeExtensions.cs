using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Mapping;

/// <summary>Creates in Brevo what a contact map writes.</summary>
public static class ContactMapAttributeExtensions
{
    /// <summary>
    /// Creates the attributes that the map writes and Brevo lacks (<c>GET /contacts/attributes</c>, then one <c>POST /contacts/attributes/{category}/{name}</c> each): text, float,
    /// boolean and date by what the rule writes, category and multiple-choice where the options name them. What exists is never changed: what differs is told in the result.
    /// </summary>
    /// <remarks>
    /// Several processes may do this at once, and it may be repeated: an attribute that appears in between counts as existing, and where a creation fails the account is asked again
    /// before anything is thrown.
    /// </remarks>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <param name="map">The map.</param>
    /// <param name="attributes">The account's attributes, <see cref="BrevoClient.Attributes"/>.</param>
    /// <param name="options">What to do; the defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Cancels the calls. Attributes created until then stay.</param>
    /// <exception cref="MapDefinitionException">The map is written wrongly; nothing was created.</exception>
    /// <exception cref="ArgumentException">The options name an attribute that the map does not write, no option, or one twice, or the map writes a list into an attribute that is missing and for which they name no options; nothing was created.</exception>
    /// <exception cref="ConnectorException">A call failed, and the attribute is not there.</exception>
    public static async Task<EnsureAttributesResult> EnsureAttributesAsync<T>(
        this ContactMap<T> map,
        BrevoAttributesClient attributes,
        EnsureAttributesOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(attributes);
        options ??= new EnsureAttributesOptions();
        map.Definition.ThrowIfWrong();
        var wanted = AttributePlan.Of(map.Definition, options);
        var known = await attributes.ListAsync(cancellationToken).ConfigureAwait(false);
        AttributePlan.CheckMissing(wanted, known);
        var created = new List<EnsuredAttribute>();
        foreach (var attribute in wanted)
        {
            if (AttributePlan.IsKnown(attribute, known))
            {
                continue;
            }

            if (!options.DryRun)
            {
                var found = await CreateAsync(attributes, attribute, cancellationToken).ConfigureAwait(false);
                if (found is not null)
                {
                    known = found;
                    continue;
                }
            }

            created.Add(attribute);
        }

        return Sum(map, options, wanted, known, created);
    }

    /// <returns>The account's attributes if somebody else has created this one, or its creation's answer was lost; <see langword="null"/> if it was created here.</returns>
    private static async Task<IReadOnlyList<ContactAttribute>?> CreateAsync(
        BrevoAttributesClient attributes,
        EnsuredAttribute attribute,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await attributes
                .CreateAsync(attribute.Category, attribute.Name, AttributePlan.Request(attribute), cancellationToken)
                .ConfigureAwait(false);
            return null;
        }
        catch (ConnectorException exception) when (exception is not CredentialsRejectedException)
        {
            // Whether it exists decides, not what the refusal is called: Brevo's codes for this are not stated.
            var known = await attributes.ListAsync(cancellationToken).ConfigureAwait(false);
            if (known.Any(other => other.Name == attribute.Name))
            {
                return known;
            }

            throw;
        }
    }

    private static EnsureAttributesResult Sum<T>(
        ContactMap<T> map,
        EnsureAttributesOptions options,
        IReadOnlyList<EnsuredAttribute> wanted,
        IReadOnlyList<ContactAttribute> known,
        List<EnsuredAttribute> created
    )
    {
        var problems = new List<MappingProblem>();
        AttributeCheck.Run(
            AttributeCheck.AttributesOf(map.Definition, options.Schema),
            [.. known, .. created.Select(AttributePlan.AsListed)],
            problems
        );
        AttributePlan.Compare(wanted, known, problems);
        var differing = problems.Select(static problem => problem.Target).ToHashSet(StringComparer.Ordinal);
        var fresh = created.Select(static attribute => attribute.Name).ToHashSet(StringComparer.Ordinal);
        return new EnsureAttributesResult(
            options.DryRun,
            created,
            [
                .. wanted
                    .Select(static attribute => attribute.Name)
                    .Where(name => !fresh.Contains(name) && !differing.Contains(AttributePlan.TargetOf(name))),
            ],
            problems
        );
    }
}
