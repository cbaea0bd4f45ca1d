using System.Text;

namespace BrevoTd.Connector.Mapping;

/// <summary>A value that a step brings in and that is known when the map is written, followed to the end of its rule.</summary>
/// <param name="Step">The step that brings it in.</param>
/// <param name="Written">What is written in the end; <see langword="null"/> where steps of the user's own decide.</param>
/// <param name="FailedAt">The step that refuses it, or behind which nothing remains.</param>
internal readonly record struct StepValue(IRuleStep Step, string? Written, IRuleStep? FailedAt)
{
    /// <param name="steps">The steps behind the last change of type.</param>
    /// <param name="change">The step that changed the type, if any.</param>
    public static IEnumerable<StepValue> Of(IReadOnlyList<TextStep> steps, IRuleStep? change = null)
    {
        foreach (var value in change?.KnownValues ?? [])
        {
            yield return Follow(value, change!, steps);
        }

        for (var i = 0; i < steps.Count; i++)
        {
            foreach (var value in steps[i].KnownValues)
            {
                yield return Follow(value, steps[i], [.. steps.Skip(i + 1)]);
            }
        }
    }

    /// <summary>Of values, only those are followed that nothing but Default stands behind: almost every other step changes them.</summary>
    /// <inheritdoc cref="Of(IReadOnlyList{TextStep}, IRuleStep?)"/>
    public static IEnumerable<StepValue> Of<TValue>(IReadOnlyList<ValueStep<TValue>> steps, IRuleStep? change = null)
        where TValue : struct
    {
        for (var i = steps.Count - 1; i >= -1; i--)
        {
            var step = i >= 0 ? steps[i] : change;
            foreach (var value in step?.KnownValues ?? [])
            {
                yield return new StepValue(step!, value, FailedAt: null);
            }

            if (step is not { FillsGaps: true })
            {
                yield break;
            }
        }
    }

    private static StepValue Follow(string value, IRuleStep from, IReadOnlyList<TextStep> steps)
    {
        var context = new EncodeContext(fieldCount: 0, includeValues: false);
        ReadOnlySpan<byte> text = Encoding.UTF8.GetBytes(value);
        foreach (var step in steps)
        {
            if (step.CallsUser)
            {
                return new StepValue(from, Written: null, FailedAt: null);
            }

            if (step.Apply(ref text, context) != ValueState.Present || text.IsEmpty)
            {
                return new StepValue(from, Written: null, step);
            }
        }

        return new StepValue(from, Encoding.UTF8.GetString(text), FailedAt: null);
    }
}
