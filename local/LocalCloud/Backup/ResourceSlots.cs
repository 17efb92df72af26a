namespace LocalCloud.Backup;

/// <summary>
/// One backup or copy job per resource at a time (Developer Guide, AWS Backup quotas): the others wait, the earlier first.
/// </summary>
internal sealed class ResourceSlots
{
    private readonly Dictionary<string, Queue<Action>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Runs <paramref name="start"/> now or when its turn comes; it must see to it that <see cref="Leave"/> is called once.</summary>
    /// <returns>False when it has to wait.</returns>
    public bool Enter(string resourceArn, Action start)
    {
        if (_waiting.TryGetValue(resourceArn, out var queue))
        {
            queue.Enqueue(start);
            return false;
        }

        _waiting[resourceArn] = new Queue<Action>();
        start();
        return true;
    }

    /// <summary>The resource is free for the next.</summary>
    public void Leave(string resourceArn)
    {
        if (_waiting[resourceArn].TryDequeue(out var next))
        {
            next();
        }
        else
        {
            _waiting.Remove(resourceArn);
        }
    }
}
