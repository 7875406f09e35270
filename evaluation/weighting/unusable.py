"""What makes answers about criteria impossible to turn into weights."""

from evaluation.problems import Problem


class WeightingError(ValueError):
    """Answers that give no weights; ``problem`` says what was found, what was expected and what to do."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(f"{problem.code}: {dict(problem.values)}")
