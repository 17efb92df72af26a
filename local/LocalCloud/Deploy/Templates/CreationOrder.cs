namespace LocalCloud.Deploy.Templates;

/// <summary>The order in which resources are created: what one needs comes before it, else as the template lists them.</summary>
public static class CreationOrder
{
    /// <summary>Sorts <paramref name="ids"/>.</summary>
    /// <param name="ids">Logical ids in the template's order.</param>
    /// <param name="needs">What each needs; ids that are not listed are passed over.</param>
    /// <exception cref="TemplateException">They need each other in a circle, which is named.</exception>
    public static IReadOnlyList<string> Sort(
        IReadOnlyCollection<string> ids,
        Func<string, IReadOnlyList<string>> needs
    )
    {
        var wanted = ids.ToHashSet(StringComparer.Ordinal);
        var sorted = new List<string>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        var way = new List<string>();

        void Visit(string id)
        {
            if (!wanted.Contains(id) || done.Contains(id))
            {
                return;
            }

            if (way.IndexOf(id) is >= 0 and var start)
            {
                throw new TemplateException(
                    "Resources",
                    $"circular dependency between resources: {string.Join(" → ", [.. way[start..], id])}."
                );
            }

            way.Add(id);
            foreach (var need in needs(id))
            {
                Visit(need);
            }

            way.RemoveAt(way.Count - 1);
            done.Add(id);
            sorted.Add(id);
        }

        foreach (var id in ids)
        {
            Visit(id);
        }

        return sorted;
    }
}
